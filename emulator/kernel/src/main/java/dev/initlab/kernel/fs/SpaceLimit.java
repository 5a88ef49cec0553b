package dev.initlab.kernel.fs;

import dev.initlab.kernel.errno.Errno;
import dev.initlab.kernel.errno.ErrnoException;

/** How many bytes of file content a file system may hold. */
final class SpaceLimit {
    private final long limit;
    private long used;

    SpaceLimit(long limit) {
        this.limit = limit;
    }

    void take(long bytes) {
        if (bytes > limit - used) {
            throw new ErrnoException(Errno.ENOSPC);
        }
        used += bytes;
    }

    void give(long bytes) {
        used -= bytes;
    }

    long limit() {
        return limit;
    }

    long free() {
        return limit - used;
    }
}
