package dev.initlab.machine;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Virtual time: one nanosecond for each byte of guest code run, and jumps over sleeps.
 *
 * <p>The host's clock has no part in it, so the same boot has the same times. Not thread safe: used by
 * whoever holds the vCPU, inside the engine too.
 */
public final class Clock {
    private final LongSupplier work;
    private final List<Runnable> onSkip = new ArrayList<>();
    private long skipped;

    /** A clock that moves with {@code work}, bytes of guest code executed since the machine was opened. */
    public Clock(LongSupplier work) {
        this.work = work;
    }

    /** Nanoseconds since the machine was opened; never goes back. */
    public long now() {
        return work.getAsLong() + skipped;
    }

    /** Lets time pass until {@code time}, if that is still to come. */
    public void skipTo(long time) {
        long ahead = time - now();
        if (ahead > 0) {
            skipped += ahead;
            onSkip.forEach(Runnable::run);
        }
    }

    /** Has something done whenever time jumps. */
    void onSkip(Runnable action) {
        onSkip.add(action);
    }
}
