package dev.initlab.debug.rsp;

import dev.initlab.debug.DebugImages;
import dev.initlab.debug.Session;
import dev.initlab.machine.Architecture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Bytecode of breakpoint conditions, by the examples of gdb's manual and by what goes wrong. */
class AgentExpressionTest {
    private static Session session;

    @BeforeAll
    static void boot() throws InterruptedException {
        session = new Session(DebugImages.config("x86_64"));
        session.await();
    }

    @AfterAll
    static void end() {
        session.close();
    }

    /** Each leaves something and what it should be, compared by 0x13. */
    @ParameterizedTest
    @CsvSource({
        "2205 2203 02, 2208", "2205 2203 03, 2202", "2203 2205 03, 22fe1608", "2205 2203 04, 220f",
        "22f91608 2202 05, 22fd1608", "22f91608 2202 06, 257ffffffffffffffc", "22f91608 2202 07, 22ff1608",
        "2207 2204 08, 2203", "2201 2204 09, 2210", "22f01608 2204 0a, 22ff1608", "22f01608 223c 0b, 220f",
        "2200 0e, 2201", "2205 0e, 2200", "220c 220a 0f, 2208", "220c 220a 10, 220e", "220c 220a 11, 2206",
        "2200 12, 22ff1608", "22ff1608 2201 14, 2201", "22ff1608 2201 15, 2200", "2380ff 2a08, 22ff",
        "22ff 1640, 22ff", "22ff 16ff, 22ff", "240000ffff 1610, 22ff1608",         "2204 28 02, 2208", "2201 2202 2b 03, 2201", "2201 2202 3201 2b29 2b29, 2201",
        "2201 2202 2204 33 09 02, 2208", "2201 200007 2205 2207, 2207"})
    void computes(String code, String expected) {
        String result = code.replace(" ", "");
        assertThat(holds(result + expected + "1327")).as(code).isTrue();
        assertThat(holds(result + expected + "130e27")).as("and not otherwise").isFalse();
    }

    @Test
    void readsRegistersAndMemory() {
        long pc = session.stop().orElseThrow().pc();
        int first = session.vcpu().memory().read(pc, 1)[0] & 0xff;
        int rip = session.vcpu().isa().debugRegisters().stream().map(r -> r.name()).toList().indexOf("rip");
        String register = "26%04x".formatted(rip);
        assertThat(holds(register + "25%016x".formatted(pc) + "1327")).isTrue();
        assertThat(holds(register + "17" + "22%02x".formatted(first) + "1327")).isTrue();
        assertThat(holds(register + "17" + "22%02x".formatted(first ^ 1) + "1327")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "27", "02", "2205", "22", "210000", "2205 2200 05 27", "2205 2200 08 27", "26ffff27", "1b27", "ff27", "2200 3207 27",
        "25ffffffffffffff00 17 27", "21ffff"})
    void whatCannotBeEvaluatedHolds(String code) {
        assertThat(holds(code.replace(" ", ""))).isTrue();
    }

    private static boolean holds(String code) {
        return new AgentExpression(Hex.bytes(code), Architecture.X86_64).holds(session.vcpu());
    }
}
