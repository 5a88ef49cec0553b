package dev.initlab.kernel.syscall;

import dev.initlab.kernel.errno.Errno;
import dev.initlab.kernel.errno.ErrnoException;
import dev.initlab.kernel.task.Scheduler;
import dev.initlab.machine.Clock;
import dev.initlab.machine.GuestMemory;

/**
 * Time as programs see it: virtual, from the boot on. There is no battery-backed clock, so the boot is the
 * epoch.
 */
final class TimeCalls {
    private static final long NANOS = 1_000_000_000L;
    /** {@code CLOCK_REALTIME} to {@code CLOCK_BOOTTIME}: all of them the same here. */
    private static final int LAST_CLOCK = 7;

    private final Scheduler scheduler;
    private final Clock clock;
    private final int wordSize;

    TimeCalls(Scheduler scheduler, Clock clock, int wordSize) {
        this.scheduler = scheduler;
        this.clock = clock;
        this.wordSize = wordSize;
    }

    long nanosleep(Call call) {
        GuestMemory memory = call.memory();
        long seconds = signed(memory.word(call.word(0), wordSize));
        long nanos = signed(memory.word(call.word(0) + wordSize, wordSize));
        if (seconds < 0 || nanos < 0 || nanos >= NANOS) {
            throw new ErrnoException(Errno.EINVAL);
        }
        scheduler.sleepUntil(clock.now() + Math.min(seconds, Long.MAX_VALUE / NANOS / 2) * NANOS + nanos);
        return 0;
    }

    long clockGettime(Call call) {
        if (call.integer(0) < 0 || call.integer(0) > LAST_CLOCK) {
            throw new ErrnoException(Errno.EINVAL);
        }
        long now = clock.now();
        call.memory().putWord(call.word(1), now / NANOS, wordSize);
        call.memory().putWord(call.word(1) + wordSize, now % NANOS, wordSize);
        return 0;
    }

    private long signed(long word) {
        return wordSize == Integer.BYTES ? (int) word : word;
    }
}
