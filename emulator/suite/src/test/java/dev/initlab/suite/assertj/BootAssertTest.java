package dev.initlab.suite.assertj;

import java.util.function.Consumer;
import java.util.stream.Stream;

import dev.initlab.suite.BootStory;
import dev.initlab.suite.Stories;
import dev.initlab.trace.ModuleState;
import dev.initlab.trace.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static dev.initlab.suite.assertj.BootAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/** Each assertion: what it accepts, and what it says of what it does not. */
class BootAssertTest {
    private static final BootStory PLAIN = Stories.of("", "hello.ko who=me", "fails.ko");
    private static final BootStory BLACKLIST = Stories.of("initcall_blacklist=absent_init");

    @Test
    void whatIsSoPasses() {
        assertThat(PLAIN).initcall("buses_init").ran().ranBefore("platform_bus_init").ranAfter("cpu:cpu_masks_init")
                .ranImmediatelyBefore("platform:platform_bus_init").ranAtLevel("core").returned(0).and()
                .initcall("bus:buses_ready").ranAtLevel("core").ranAtLevel("core_sync").and()
                .initcall("absent_init").returned("-ENODEV").returned(-19).and()
                .initcall("hello:*").ranAtLevel("module").ranAfter("clock_late").and()
                .initcall("tpm_init").didNotRun().and()
                .module("hello").wasLive().taints("O").and()
                .module("fails").taints("O").and()
                .hasLogLine("^Linux version").hasLogLines("^Linux version", "Run /init", "Power down")
                .hasNoLogLine("BUG:").hasNoFault().hasNoLeak().freedInitMemory().ended(Outcome.POWER_OFF);
        assertThat(BLACKLIST).initcall("absent_init").wasSkipped().didNotRun();
    }

    /** A wrong expectation, and the beginning of what is said. */
    private record Row(BootStory boot, Consumer<BootAssert> expectation, String message) {
        @Override
        public String toString() {
            return message;
        }
    }

    static Stream<Row> rows() {
        return Stream.of(
                row(b -> b.initcall("platform_bus_init").ranBefore("buses_init"),
                        "platform:platform_bus_init must run before bus:buses_init, and runs after it.\n"),
                row(b -> b.initcall("buses_init").ranAfter("platform_bus_init"),
                        "platform:platform_bus_init must run before bus:buses_init, and runs after it.\n"),
                row(b -> b.initcall("limits_init").ranImmediatelyBefore("buses_init"),
                        "limits:limits_init must run immediately before bus:buses_init; 2 initcalls run between them."),
                row(b -> b.initcall("buses_init").ranBefore("buses_*i*t"),
                        "buses_init and buses_*i*t name the same initcalls"),
                row(b -> b.initcall("buses_init").ranAtLevel("late"),
                        "bus:buses_init must run at level late, and runs at core.\n"),
                row(b -> b.initcall("absent_init").returned(0), "absent:absent_init must return 0; it returned -ENODEV."),
                row(b -> b.initcall("absent_init").wasSkipped(), "absent:absent_init must be skipped, and ran.\n"),
                row(b -> b.initcall("absent_init").didNotRun(), "absent:absent_init must not run, and did.\n"),
                row(b -> b.initcall("buses_int").ran(), "there is no initcall 'buses_int'. Did you mean bus:buses_init"),
                new Row(BLACKLIST, b -> b.initcall("absent_init").ran(),
                        "absent_init was not called: initcall_blacklist= leaves it out."),
                row(b -> b.module("hello").isLive(), "module hello is not live at the end: it went through [UNFORMED, "),
                row(b -> b.module("fails").wasLive(), "module fails was never live: it went through ["),
                row(b -> b.module("hell").wasLive(), "module hell was never live: nobody tried to load it. Did you mean "),
                row(b -> b.module("hello").wentThrough(ModuleState.LIVE), "module hello must go through [LIVE]: it "),
                row(b -> b.module("hello").wasRefusedWith("EPERM"), "module hello must be refused with EPERM: it "),
                row(b -> b.module("hello").taints(""), "module hello must taint '', and taints 'O'."),
                row(b -> b.hasLogLine("tpm"), "no line of the log has 'tpm' in it.\nThe log ends:\n  "),
                row(b -> b.hasLogLines("Run /init", "^Linux version"),
                        "no line of the log has '^Linux version' in it, only before line 'Run /init as init process'.\n"),
                row(b -> b.hasNoLogLine("Run /init"), "a line of the log has 'Run /init' in it: Run /init as"),
                row(b -> b.ended(Outcome.PANIC), "PANIC is expected as the end of the boot; it was POWER_OFF.\nThe log "),
                new Row(Stories.of("", "oops.ko"), BootAssert::hasNoFault, "guest code could not go on: "));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void whatIsNotSoIsToldInWords(Row row) {
        assertThat(catchThrowable(() -> row.expectation.accept(assertThat(row.boot)))).isInstanceOf(AssertionError.class)
                .hasMessageStartingWith(row.message);
    }

    @Test
    void theOrderAroundTheTwoIsShown() {
        assertThat(catchThrowable(() -> assertThat(PLAIN).initcall("platform_bus_init").ranBefore("buses_init")))
                .hasMessageContaining("""
                               8  core      jiffies:init_jiffies_clocksource
                          >    9  core      bus:buses_init
                          >   10  core      platform:platform_bus_init
                        """.indent(2).replaceAll("(?m)^  ", ""));
    }

    private static Row row(Consumer<BootAssert> expectation, String message) {
        return new Row(PLAIN, expectation, message);
    }
}
