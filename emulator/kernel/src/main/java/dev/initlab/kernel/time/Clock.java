package dev.initlab.kernel.time;

import java.util.function.LongSupplier;

/**
 * Virtual time: one nanosecond for each byte of guest code run, and jumps over sleeps.
 *
 * <p>The host's clock has no part in it, so the same boot has the same times. Not thread safe: used by
 * whoever holds the vCPU.
 */
public final class Clock {
    private final LongSupplier work;
    private long skipped;

    /** A clock that moves with {@code work}, bytes of guest code executed since the boot began. */
    public Clock(LongSupplier work) {
        this.work = work;
    }

    /** Nanoseconds since the boot began; never goes back. */
    public long now() {
        return work.getAsLong() + skipped;
    }

    /** Lets time pass until {@code time}, if that is still to come. */
    public void skipTo(long time) {
        skipped += Math.max(0, time - now());
    }
}
