package dev.initlab.machine.device;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * A counter of virtual time that asks for an interrupt whenever its period is over.
 *
 * <p>What {@link Pit8254} and {@link Sp804} have in common; they differ in their registers. Not thread
 * safe: used inside the engine and by whoever holds the vCPU.
 */
public final class Timer {
    /** {@link #next()} of a timer that is stopped. */
    public static final long NEVER = Long.MAX_VALUE;

    /** Nanoseconds in which any block of code can run: else the guest would be interrupted and never run. */
    private static final long SHORTEST = 10_000;

    private final LongSupplier now;
    private final List<Runnable> onChange = new ArrayList<>();
    private final List<Runnable> onExpiry = new ArrayList<>();
    private int line;
    private long period;
    private long next = NEVER;

    /** A timer that is stopped; {@code now} is virtual time in nanoseconds. */
    public Timer(LongSupplier now) {
        this.now = now;
    }

    /** Has something done whenever the next interrupt moves. */
    public void onChange(Runnable action) {
        onChange.add(action);
    }

    /** Has something done whenever a period is over. */
    void onExpiry(Runnable action) {
        onExpiry.add(action);
    }

    /**
     * Starts, or starts anew.
     *
     * @param interrupt number of the line it asks on
     * @param nanos     the period; one below 10 microseconds counts as that
     */
    void start(int interrupt, long nanos) {
        line = interrupt;
        period = Math.max(SHORTEST, nanos);
        next = now.getAsLong() + period;
        changed();
    }

    void stop() {
        next = NEVER;
        changed();
    }

    boolean isRunning() {
        return next != NEVER;
    }

    /** Nanoseconds until the period is over; 0 when stopped or over. */
    long left() {
        return isRunning() ? Math.max(0, next - now.getAsLong()) : 0;
    }

    /** Number of the interrupt line. */
    public int line() {
        return line;
    }

    /** When the period is over, in virtual nanoseconds; {@link #NEVER} when stopped. */
    public long next() {
        return next;
    }

    /**
     * The period is over and the processor sees the interrupt: the next comes with the first period that is
     * not over yet. Those that nobody saw are lost, as they are on the line of a real one.
     */
    public void expire() {
        if (isRunning()) {
            next += (Math.max(0, now.getAsLong() - next) / period + 1) * period;
            onExpiry.forEach(Runnable::run);
            changed();
        }
    }

    private void changed() {
        onChange.forEach(Runnable::run);
    }
}
