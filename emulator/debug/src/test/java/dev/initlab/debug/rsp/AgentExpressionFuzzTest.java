package dev.initlab.debug.rsp;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.initlab.debug.DebugImages;
import dev.initlab.debug.Session;
import dev.initlab.machine.Architecture;
import org.jspecify.annotations.Nullable;

/** Runs the inputs under resources as a regression test; with JAZZER_FUZZ=1 in the environment it looks for new ones. */
class AgentExpressionFuzzTest {
    private static @Nullable Session session;

    @FuzzTest(maxDuration = "5m")
    void anyBytecodeEnds(byte[] code) throws InterruptedException {
        Session standing = session;
        if (standing == null) {
            standing = new Session(DebugImages.config("x86_64"));
            standing.await();
            session = standing;
        }
        new AgentExpression(code, Architecture.X86_64).holds(standing.vcpu());
    }
}
