package dev.initlab.kernel.boot;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.initlab.trace.Event;
import dev.initlab.trace.Outcome;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Ticks, sleeps, and what an initcall must leave as it found it. */
@OnEachArchitecture
class TimeTest {
    private static final Pattern PASSED = Pattern.compile("ticks: (\\d+) jiffies, (\\d+) us");

    private final TestImages images;

    TimeTest(TestImages images) {
        this.images = images;
    }

    private record Passed(int jiffies, int micros) {
    }

    @Test
    void jiffiesMoveWhileAnInitcallWaitsForThem() {
        Passed passed = passed("spin=5");
        assertThat(passed.jiffies()).isEqualTo(5);
        assertThat(passed.micros()).as("five ticks, less what of the first was over").isBetween(16_000, 20_100);
    }

    @Test
    void theTicksOfASleepAreMadeUpFor() {
        Passed passed = passed("sleep=60000");
        assertThat(passed.jiffies()).isEqualTo(15_000);
        assertThat(passed.micros()).as("and the code around it").isBetween(60_000_000, 60_000_002);
        assertThat(passed("delay=8000").jiffies()).isEqualTo(2);
    }

    @Test
    void noTickComesWhileInterruptsAreOff() {
        GuestBoot boot = new Initramfs().insmod(images.module("ticks"), "irqs_off=1 delay=20000").boot(images);
        assertThat(boot.log()).contains("ticks: 0 jiffies seen without interrupts");
        assertThat(passed(boot).jiffies()).as("made up for as soon as they are on").isEqualTo(5);
    }

    @Test
    void aLoopThatWaitsForATickWithInterruptsOffEndsAtItsBudget() {
        GuestBoot boot = GuestBoot.boot(GuestBoot.config(images).withMaxWork(20_000_000).withInitramfs(
                new Initramfs().insmod(images.module("ticks"), "irqs_off=1 spin=1").archive()));
        assertThat(boot.result().outcome()).isEqualTo(Outcome.BUDGET_EXHAUSTED);
    }

    @Test
    void moreInterruptsASecondAreNotMoreJiffies() {
        GuestBoot boot = GuestBoot.boot(GuestBoot.config(images).withCommandLine("tick.hz=1000").withInitramfs(
                new Initramfs().insmod(images.module("ticks"), "spin=5").archive()));
        assertThat(boot.log()).contains("tick: 1000 ticks a second");
        assertThat(passed(boot).micros()).isBetween(16_000, 20_100);
    }

    @Test
    void whatAnInitcallLeavesBehindIsPutRight() {
        GuestBoot boot = new Initramfs().insmod(images.module("unbalanced"), "preempt=1")
                .insmod(images.module("ticks"), "spin=1").boot(images);
        assertThat(boot.log()).contains("------------[ cut here ]------------").anyMatch(line -> line.matches(
                "initcall unbalanced_init\\+0x0/0x[0-9a-f]+ \\[unbalanced] returned with preemption imbalance "));
        assertThat(passed(boot).jiffies()).isEqualTo(1);
        assertThat(leftovers(boot)).containsExactly("unbalanced_init true false");
    }

    @Test
    void interruptsThatAnInitcallLeavesOffAreOnAgain() {
        GuestBoot boot = new Initramfs().insmod(images.module("unbalanced"), "irqs=1")
                .insmod(images.module("ticks"), "spin=1").boot(images);
        assertThat(boot.log()).anyMatch(line -> line.matches(
                "initcall unbalanced_init\\+0x0/0x[0-9a-f]+ \\[unbalanced] returned with disabled interrupts "));
        assertThat(leftovers(boot)).containsExactly("unbalanced_init false true");
        assertThat(passed(boot).jiffies()).isEqualTo(1);
    }

    @Test
    void whoeverMustNotSleepIsTold() {
        GuestBoot boot = new Initramfs().insmod(images.module("unbalanced"), "preempt=2 sleep=1").boot(images);
        assertThat(boot.log()).anyMatch(
                line -> line.matches("BUG: scheduling while atomic: insmod/\\d+/0x00000002"));
    }

    @Test
    void aTaskThatDiesLeavesTheProcessorUsable() {
        GuestBoot boot = new Initramfs().insmod(images.module("unbalanced"), "preempt=3 irqs=1 oops=1")
                .insmod(images.module("ticks"), "spin=1").boot(images);
        assertThat(boot.log()).anyMatch(line -> line.matches("note: insmod\\[\\d+] exited with irqs disabled"))
                .anyMatch(line -> line.matches("note: insmod\\[\\d+] exited with preempt_count 3"));
        assertThat(passed(boot).jiffies()).isEqualTo(1);
    }

    private static List<String> leftovers(GuestBoot boot) {
        return boot.events().events(Event.InitcallReturned.class).stream()
                .filter(e -> e.preemptionImbalance() || e.disabledInterrupts())
                .map(e -> "%s %s %s".formatted(e.initcall().symbol(), e.preemptionImbalance(),
                        e.disabledInterrupts()))
                .toList();
    }

    private Passed passed(String parameters) {
        return passed(new Initramfs().insmod(images.module("ticks"), parameters).boot(images));
    }

    private static Passed passed(GuestBoot boot) {
        assertThat(boot.result().outcome()).isEqualTo(Outcome.POWER_OFF);
        return boot.log().stream().map(PASSED::matcher).filter(Matcher::matches)
                .map(m -> new Passed(Integer.parseInt(m.group(1)), Integer.parseInt(m.group(2))))
                .findFirst().orElseThrow(() -> new AssertionError("no report of time in " + boot.log()));
    }
}
