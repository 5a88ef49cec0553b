package dev.initlab.unicorn;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;

import org.junit.jupiter.api.Test;

class EngineTest {
    @Test
    void runsAFewInstructions() {
        try (Engine engine = Engine.open(Arch.X86, Mode.MODE_64)) {
            engine.map(0x1000, 0x1000, Permission.ALL);
            // inc rax; add rax, rax
            engine.write(0x1000, MemorySegment.ofArray(new byte[] {0x48, (byte) 0xff, (byte) 0xc0, 0x48, 1, (byte) 0xc0}));
            engine.register(X86.REG_RAX, 20);
            assertThat(engine.run(0x1000, 0x1006, 0, 0)).isEqualTo(ErrorCode.OK);
            assertThat(engine.register(X86.REG_RAX)).isEqualTo(42);
        }
        assertThat(Engine.openEngines()).isZero();
    }
}
