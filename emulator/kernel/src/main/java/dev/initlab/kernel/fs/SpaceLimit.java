package dev.initlab.kernel.fs;

import java.util.Optional;

import dev.initlab.kernel.errno.Errno;
import dev.initlab.kernel.errno.ErrnoException;

/**
 * How many bytes files may hold: those of one file system, and within a whole those of all, since a guest
 * may mount as many as it likes.
 */
final class SpaceLimit {
    private final long limit;
    private final Optional<SpaceLimit> whole;
    private long used;

    SpaceLimit(long limit, Optional<SpaceLimit> whole) {
        this.limit = limit;
        this.whole = whole;
    }

    void take(long bytes) {
        if (bytes > free()) {
            throw new ErrnoException(Errno.ENOSPC);
        }
        whole.ifPresent(all -> all.take(bytes));
        used += bytes;
    }

    void give(long bytes) {
        used -= bytes;
        whole.ifPresent(all -> all.give(bytes));
    }

    /** Nobody can reach the files any more. */
    void giveAll() {
        give(used);
    }

    long limit() {
        return whole.map(all -> Math.min(all.limit, limit)).orElse(limit);
    }

    long free() {
        return whole.map(all -> Math.min(all.free(), limit - used)).orElse(limit - used);
    }
}
