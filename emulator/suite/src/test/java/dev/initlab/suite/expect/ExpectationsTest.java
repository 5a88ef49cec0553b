package dev.initlab.suite.expect;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import dev.initlab.machine.Architecture;
import dev.initlab.suite.BootPlan;
import dev.initlab.suite.BootStory;
import dev.initlab.suite.Stories;
import dev.initlab.suite.file.Suites;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Each kind of expectation holds where it should, and fails elsewhere with a message that says why. */
class ExpectationsTest {
    private static final String PLAIN = "";
    private static final String BLACKLIST = "initcall_blacklist=absent_init";

    /** An expectation as YAML, a boot, and the message of the failure; empty where it holds. */
    record Case(String yaml, String append, List<String> modules, String message) {
        BootStory story() {
            return Stories.of(append, modules.toArray(String[]::new));
        }

        @Override
        public String toString() {
            return yaml + (message.isEmpty() ? " holds" : " fails");
        }
    }

    static Stream<Case> cases() {
        return Stream.of(
                holds("order: buses_init before platform_bus_init"),
                holds("order: buses_init immediately before platform_bus_init before *_report"),
                holds("order: bus:* before hello:hello_init"),
                fails("order: platform_bus_init before buses_init", """
                        platform:platform_bus_init must run before bus:buses_init, and runs after it.
                               7  pure      random32:prandom_init
                               8  core      jiffies:init_jiffies_clocksource
                          >    9  core      bus:buses_init
                          >   10  core      platform:platform_bus_init
                              11  core      cpu:cpu_online_report
                              12  core      bus:buses_ready"""),
                fails("order: limits_init immediately before init_jiffies_clocksource", """
                        limits:limits_init must run immediately before jiffies:init_jiffies_clocksource; \
                        1 initcall runs between them.
                               4  early     cpu:cpu_masks_init
                               5  early     deferred:deferred_init
                          >    6  pure      limits:limits_init
                               7  pure      random32:prandom_init
                          >    8  core      jiffies:init_jiffies_clocksource
                               9  core      bus:buses_init
                              10  core      platform:platform_bus_init"""),
                fails("order: buses_init before limits_init before misc_init",
                        "bus:buses_init must run before limits:limits_init, and runs after it."),
                fails("order: class:* before misc_init",
                        "class:classes_report must run before misc:misc_init, and runs after it."),
                fails("order: buses_init before buses_init",
                        "buses_init and buses_init name the same initcalls, which cannot run before themselves."),
                fails("order: buses_int before platform_bus_init", "There is no initcall 'buses_int', neither in "
                        + "vmlinux nor in a module that was loaded. Did you mean bus:buses_init"),
                failsWith(BLACKLIST, "order: absent_init before misc_init",
                        "absent_init was not called: initcall_blacklist= leaves it out."),

                holds("level: {buses_init: core}"),
                holds("level: {buses_ready: core_sync, 'do_mounts:*': rootfs}"),
                fails("level: {buses_ready: core}", "bus:buses_ready must be in level core, and is in core_sync.\n"
                        + "  >  core_sync     bus:buses_ready"),
                fails("level: {tpm_init: device}", "There is no initcall 'tpm_init'"),
                fails("level: {hello_init: device}",
                        "hello_init is the init function of a loaded module and has no level."),

                holds("present: [absent_init, 'clock*']"),
                holdsWith(BLACKLIST, "present: absent_init"),
                fails("present: heartbeat_int", "There is no initcall 'heartbeat_int', neither in vmlinux nor in a "
                        + "module that was loaded. Did you mean heartbeat:heartbeat_init"),
                holds("absent: tpm_*"),
                fails("absent: heartbeat_init", "heartbeat_init must be absent, and is there.\n"),
                failsWith(BLACKLIST, "absent: absent_init", "absent_init must be absent, and is there.\n"
                        + "  absent:absent_init"),

                holds("ran: hello:*"),
                fails("ran: proprietary:*", "There is no initcall 'proprietary:*'"),
                failsWith(BLACKLIST, "ran: absent_init", "absent_init was not called: initcall_blacklist= leaves it out."),

                holds("result: {absent_init: -ENODEV}"),
                holds("result: {absent_init: -19, 'bus:*': 0}"),
                fails("result: {absent_init: 0}", """
                        absent:absent_init must return 0, and returned -ENODEV.
                              36  device    heartbeat:heartbeat_init
                              37  device    supply_led:supply_led_init
                          >   38  device    absent:absent_init"""),
                fails("result: {'*_init': 0}", "absent:absent_init must return 0, and returned -ENODEV."),
                fails("result: {heartbeat_init: never returns}",
                        "heartbeat:heartbeat_init must never return, and returned 0."),
                new Case("result: {'oops:*': never returns}", PLAIN, List.of("oops.ko"), ""),
                new Case("result: {'oops:*': 0}", PLAIN, List.of("oops.ko"),
                        "oops:oops_init must return 0, and never returned."),
                fails("result: {absnt_init: 0}", "There is no initcall 'absnt_init'"),

                holdsWith(BLACKLIST, "skipped: absent_init"),
                fails("skipped: absent_init",
                        "absent:absent_init must be skipped, and was called; the command line is ''."),
                fails("skipped: absnt_init", "There is no initcall 'absnt_init'"),

                holds("log: ['console .* enabled', '^Run /init']"),
                holds("log: Power down"),
                fails("log: nobody says this", "No line of the log matches 'nobody says this'.\n       1  Linux version"),
                fails("log: ['^Run /init', 'console .* enabled']",
                        "matches 'console .* enabled'; line 3 does, too early.\n"),

                holds("no-log: [BUG, Oops]"),
                fails("no-log: 'absent: .* device'", "Line 28 of the log matches 'absent: .* device'; none may.\n"),

                holds("module: {hello: live}"),
                holds("module: {hello: [coming, live, going, absent], provider: ends absent, tpm: never}"),
                fails("module: {hello: [live, coming]}", "It is not so that module hello gets live, coming: "
                        + "it was unformed, coming, live, going, absent."),
                fails("module: {hello: ends live}", "It is not so that module hello ends live: it was unformed"),
                fails("module: {helo: live}", "It is not so that module helo gets live: nobody tried to load it, "
                        + "only hello, provider, consumer. Did you mean hello"),
                fails("module: {hello: never}", "It is not so that module hello is never loaded: it was unformed"),
                fails("module: {hello: refused}", "It is not so that module hello is refused: it was unformed"),

                holds("taints: {hello: O}"),
                new Case("taints: {proprietary: OP}", PLAIN, List.of("proprietary.ko"), ""),
                fails("taints: {hello: none}", "Module hello must taint nothing, and taints O."),
                fails("taints: {helo: O}", "Module helo was not loaded, so that it taints nothing. Did you mean hello?"),

                holds("exit: power-off"),
                holds("exit: in-order"),
                fails("exit: panic", "The boot must end by panic, and ended by power-off. The log's last lines:\n"),
                new Case("exit: panic", "oops=panic", List.of("oops.ko"), ""),
                new Case("exit: in-order", "oops=panic", List.of("oops.ko"),
                        "The boot must end in order, and ended by panic ("),

                holds("init-memory: freed"),
                holds("init-memory: '>= 4'"),
                fails("init-memory: kept", "Init memory must be kept, and 8 kB were given back."),
                fails("init-memory: '<= 4'", "Init memory must be at most 4 kB given back, and 8 kB were given back."),

                holds("count: {early: 3, initcalls: '>= 47', skipped: 0, faults: 0, log: '>= 40'}"),
                fails("count: {core: 4}", """
                        There must be 4 initcalls of level core, and there are 5.
                          jiffies:init_jiffies_clocksource
                          bus:buses_init"""),
                fails("count: {failed: '<= 1'}", """
                        There must be at most 1 initcalls that returned an error, and there are 2.
                          absent:absent_init
                          hctosys:rtc_hctosys"""),
                failsWith(BLACKLIST, "count: {skipped: 0}",
                        "There must be 0 skipped initcalls, and there are 1.\n  absent_init"),

                holds("work: {heartbeat_init: 1800, 'deferred_*': 2900 +20%}"),
                holds("work: {heartbeat_init: 1711 +-5%}"),
                fails("work: {heartbeat_init: 1000 +10%}", "heartbeat:heartbeat_init must work at most 1100 bytes, "
                        + "and worked 1711, +71 % of what is written.\n"),
                fails("work: {heartbeat_init: 2000 +-10%}", "heartbeat:heartbeat_init must work 1800 to 2200 bytes, "
                        + "and worked 1711, -14 % of what is written.\n"),
                new Case("work: {'oops:*': 1000000}", PLAIN, List.of("oops.ko"),
                        "oops:oops_init must work at most 1000000 bytes, and never returned."),

                holds("golden: %s/testdata/suites/golden/default-${arch}.order".formatted(Suites.ROOT)),
                failsWith(BLACKLIST, "golden: %s/testdata/suites/golden/default-${arch}.order".formatted(Suites.ROOT),
                        "The order differs from default-x86_64.order in 1 initcall:\n  result "),
                fails("golden: nobody.order", "nobody.order is not there; initlab test --update writes it."),
                fails("golden: %s/pom.xml".formatted(Suites.ROOT), "is no golden order"));
    }

    private static Case holds(String yaml) {
        return holdsWith(PLAIN, yaml);
    }

    private static Case holdsWith(String append, String yaml) {
        return new Case(yaml, append, List.of(), "");
    }

    private static Case fails(String yaml, String message) {
        return failsWith(PLAIN, yaml, message);
    }

    private static Case failsWith(String append, String yaml, String message) {
        return new Case(yaml, append, List.of(), message);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void holdsOrFailsForTheRightReason(Case each) {
        List<Verdict> verdicts = Suites.checks(each.yaml()).stream().filter(c -> c.number() > 0)
                .map(c -> c.expectation().check(each.story())).toList();
        if (each.message().isEmpty()) {
            assertThat(verdicts).isNotEmpty().allSatisfy(v -> assertThat(v).isInstanceOf(Verdict.Passed.class));
        } else {
            assertThat(verdicts).singleElement().isInstanceOfSatisfying(Verdict.Failed.class,
                    f -> assertThat(f.message()).contains(each.message()));
        }
    }

    @Test
    void everyKindIsShownHoldingAndFailing() {
        for (ExpectationKind kind : ExpectationKind.values()) {
            assertThat(cases().filter(c -> c.yaml().startsWith(kind.keyword() + ":")).map(c -> c.message().isEmpty()))
                    .as(kind.keyword()).contains(true, false);
        }
    }

    @Test
    void examplesOfTheTableAreUnderstood() {
        assertThat(Arrays.stream(ExpectationKind.values()).flatMap(k -> Suites.checks(k.keyword() + ": " + k.example())
                .stream())).hasSizeGreaterThan(ExpectationKind.values().length);
    }

    @Test
    void aGoldenChangeSaysWhatToWrite() {
        BootStory story = Stories.of(BootPlan.of(Architecture.X86_64));
        Verdict verdict = Suites.checks("golden: nobody.order").getFirst().expectation().check(story);
        assertThat(verdict).isInstanceOfSatisfying(Verdict.Failed.class, f -> {
            assertThat(f.golden()).hasValueSatisfying(g -> assertThat(g.text()).isEqualTo(story.order().text()));
        });
    }

    @Test
    void aFailureNamesTheInitcallsItIsAbout() {
        Verdict verdict = Suites.checks("order: platform_bus_init before buses_init").getFirst().expectation()
                .check(Stories.of(PLAIN));
        assertThat(verdict).isInstanceOfSatisfying(Verdict.Failed.class, f -> assertThat(f.about())
                .extracting(Verdict.Subject::name).containsExactly("bus:buses_init", "platform:platform_bus_init"));
    }
}
