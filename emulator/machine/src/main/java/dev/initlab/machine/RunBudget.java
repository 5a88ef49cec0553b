package dev.initlab.machine;

import java.util.OptionalInt;
import java.util.function.BooleanSupplier;

import dev.initlab.machine.device.Timer;

/**
 * How far the guest may run before it is stopped: by the work it was granted, and by the timer.
 *
 * <p>The meter always knows the nearer of the two. It is set anew whenever one of them moves, inside the engine
 * too, as when the guest programs the timer.
 */
final class RunBudget {
    private final WorkMeter meter;
    private final Clock clock;
    private final Timer timer;
    private final BooleanSupplier listening;
    /** What {@link #work} may come to. */
    private long limit = Long.MAX_VALUE;
    /** Whether the meter was set to stop for the timer, not for the limit. */
    private boolean forTimer;

    /** Why the meter stopped the guest, if it did. */
    enum Stop {
        /** It did not. */
        NONE,
        /** For an interrupt that is due now. */
        TIMER,
        /** The granted work is used up. */
        WORK
    }

    /**
     * No limit, and a timer that may be running.
     *
     * @param listening whether the processor takes interrupts just now; asked inside the engine
     */
    RunBudget(WorkMeter meter, Clock clock, Timer timer, BooleanSupplier listening) {
        this.meter = meter;
        this.clock = clock;
        this.timer = timer;
        this.listening = listening;
        clock.onSkip(this::set);
        timer.onChange(this::set);
    }

    /** Bytes of code run. */
    long work() {
        return meter.done();
    }

    /** Allows that much more work. */
    void grant(long work) {
        limit = work > Long.MAX_VALUE - work() ? Long.MAX_VALUE : work() + work;
        set();
    }

    /** Uses everything up, from another thread. */
    void drain() {
        meter.drain();
    }

    /** The line of an interrupt that is due and listened to; it counts as seen. */
    OptionalInt takeInterrupt() {
        if (!timerIsDue() || !listening.getAsBoolean()) {
            return OptionalInt.empty();
        }
        timer.expire();
        return OptionalInt.of(timer.line());
    }

    /** Has the meter stop the guest at its limit, or for the timer if that comes first. */
    void set() {
        long toLimit = limit - work();
        forTimer = false;
        if (timer.next() == Timer.NEVER) {
            meter.grant(toLimit);
        } else if (!timerIsDue()) {
            long toTimer = timer.next() - clock.now();
            forTimer = toTimer <= toLimit;
            meter.grant(Math.min(toTimer, toLimit));
        } else if (listening.getAsBoolean()) {
            meter.grant(0);
        } else { // an instruction that lets interrupts in ends its block
            meter.grantAsking(toLimit, listening);
        }
    }

    /** Why the run just over ended, as far as it was the meter. */
    Stop stopped() {
        if (!meter.exhausted()) {
            return Stop.NONE;
        }
        if (timerIsDue() && listening.getAsBoolean()) {
            return Stop.TIMER;
        }
        if (!forTimer) {
            return Stop.WORK;
        }
        clock.skipTo(timer.next()); // the rest of the time is less than the next block takes
        return Stop.TIMER;
    }

    private boolean timerIsDue() {
        return timer.next() <= clock.now();
    }
}
