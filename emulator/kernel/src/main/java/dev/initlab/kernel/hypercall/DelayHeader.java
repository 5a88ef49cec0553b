package dev.initlab.kernel.hypercall;

import java.util.List;

import dev.initlab.kernel.console.Printk;
import dev.initlab.kernel.irq.PreemptCount;
import dev.initlab.kernel.task.Scheduler;
import dev.initlab.machine.Clock;

/** {@code linux/delay.h} and {@code linux/ktime.h}: virtual time, which passes at once when nobody has work. */
public final class DelayHeader implements HypercallHeader {
    private static final long NANOS_PER_MICRO = 1_000;
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final long UNSIGNED_INT = 0xffff_ffffL;

    private final Clock clock;
    private final Scheduler scheduler;
    private final PreemptCount preemptCount;
    private final Printk printk;

    public DelayHeader(Clock clock, Scheduler scheduler, PreemptCount preemptCount, Printk printk) {
        this.clock = clock;
        this.scheduler = scheduler;
        this.preemptCount = preemptCount;
        this.printk = printk;
    }

    @Override
    public List<Hypercall> hypercalls() {
        return List.of(
                Hypercall.inside("ktime_get", a -> clock.now()),
                Hypercall.inside("__udelay", a -> {
                    clock.skipTo(clock.now() + Math.clamp(a.word(0), 0, UNSIGNED_INT) * NANOS_PER_MICRO);
                    return 0;
                }),
                Hypercall.outside("msleep", a -> {
                    msleep(a.word(0) & UNSIGNED_INT);
                    return 0;
                }));
    }

    /** {@code msleep()}; whoever must not sleep is told so, as {@code __schedule_bug()} does, and sleeps. */
    private void msleep(long millis) {
        int count = preemptCount.get();
        if (count != 0) {
            printk.err("BUG: scheduling while atomic: %s/%d/0x%08x", scheduler.current().comm(),
                    scheduler.currentPid(), count);
        }
        if (!preemptCount.inInterrupt()) {
            scheduler.sleepUntil(clock.now() + millis * NANOS_PER_MILLI);
        }
    }
}
