package dev.initlab.kernel.syscall;

import dev.initlab.kernel.errno.Errno;
import dev.initlab.kernel.errno.ErrnoException;
import dev.initlab.machine.Protection;

/** Calls on memory: {@code mm/mmap.c}. Only anonymous private memory can be mapped. */
final class MemoryCalls {
    private static final int MAP_PRIVATE = 0x02;
    private static final int MAP_FIXED = 0x10;
    private static final int MAP_ANONYMOUS = 0x20;

    long brk(Call call) {
        return call.process().space().brk(call.word(0));
    }

    long mmap(Call call) {
        int flags = call.integer(3);
        if ((flags & MAP_ANONYMOUS) == 0 || (flags & MAP_PRIVATE) == 0) {
            throw new ErrnoException(Errno.ENODEV);
        }
        if ((flags & MAP_FIXED) != 0) {
            throw new ErrnoException(Errno.EINVAL);
        }
        return call.process().space().map(call.word(1), protection(call.integer(2)));
    }

    long munmap(Call call) {
        call.process().space().unmap(call.word(0), call.word(1));
        return 0;
    }

    long mprotect(Call call) {
        call.process().space().protect(call.word(0), call.word(1), protection(call.integer(2)));
        return 0;
    }

    /** {@code do_cache_op()}: there is no cache, and code that a program writes runs as written. */
    long cacheflush(Call call) {
        if (call.word(1) < call.word(0) || call.integer(2) != 0) {
            throw new ErrnoException(Errno.EINVAL);
        }
        if (call.word(1) > call.process().space().end()) {
            throw new ErrnoException(Errno.EFAULT);
        }
        return 0;
    }

    /** PROT_READ, PROT_WRITE and PROT_EXEC have the values of {@link Protection}. */
    private static int protection(int prot) {
        return prot & (Protection.READ | Protection.WRITE | Protection.EXECUTE);
    }
}
