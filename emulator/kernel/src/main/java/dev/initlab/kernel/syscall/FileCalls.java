package dev.initlab.kernel.syscall;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Supplier;

import dev.initlab.kernel.errno.Errno;
import dev.initlab.kernel.errno.ErrnoException;
import dev.initlab.kernel.fs.DeviceNumber;
import dev.initlab.kernel.fs.FileOperations;
import dev.initlab.kernel.fs.FsContext;
import dev.initlab.kernel.fs.IoResult;
import dev.initlab.kernel.fs.OpenFile;
import dev.initlab.kernel.fs.OpenFlags;
import dev.initlab.kernel.fs.Vfs;
import dev.initlab.kernel.task.Scheduler;
import dev.initlab.machine.Architecture;

/** Calls on files: {@code fs/open.c}, {@code fs/read_write.c}. */
final class FileCalls {
    private static final int AT_FDCWD = -100;
    /** Linux moves at most this much at a time, and so do we through one buffer. */
    private static final int MAX_CHUNK = 1 << 20;

    private final Architecture architecture;
    private final Vfs vfs;
    private final Scheduler scheduler;

    FileCalls(Architecture architecture, Vfs vfs, Scheduler scheduler) {
        this.architecture = architecture;
        this.vfs = vfs;
        this.scheduler = scheduler;
    }

    long read(Call call) {
        OpenFile file = call.process().files().get(call.integer(0));
        Optional<FileOperations.Direct> direct = file.directRead();
        if (direct.isPresent()) {
            return direct.get().read(file, call.word(1), chunk(call.signed(2)));
        }
        ByteBuffer buffer = ByteBuffer.allocate(chunk(call.signed(2)));
        long count = await(file.read(buffer), () -> file.read(buffer));
        byte[] bytes = new byte[(int) count];
        buffer.flip().get(bytes);
        call.memory().write(call.word(1), bytes);
        return count;
    }

    long write(Call call) {
        OpenFile file = call.process().files().get(call.integer(0));
        Optional<FileOperations.Direct> direct = file.directWrite();
        if (direct.isPresent()) {
            return direct.get().write(file, call.word(1), chunk(call.signed(2)));
        }
        ByteBuffer buffer = ByteBuffer.wrap(call.memory().read(call.word(1), chunk(call.signed(2))));
        return await(file.write(buffer), () -> file.write(buffer));
    }

    long open(Call call) {
        return open(call, call.process().fs(), call.path(0), call.integer(1), call.integer(2));
    }

    long openat(Call call) {
        String path = call.path(1);
        return open(call, from(call, path), path, call.integer(2), call.integer(3));
    }

    /** Where a relative path of an {@code …at} call begins: its first argument says so. */
    private static FsContext from(Call call, String path) {
        FsContext own = call.process().fs();
        return path.startsWith("/") || call.integer(0) == AT_FDCWD ? own
                : own.at(call.process().files().get(call.integer(0)).location());
    }

    long close(Call call) {
        call.process().files().close(call.integer(0));
        return 0;
    }

    long dup(Call call) {
        return call.process().files().dup(call.integer(0));
    }

    long dup2(Call call) {
        return call.process().files().dup2(call.integer(0), call.integer(1));
    }

    long dup3(Call call) {
        if ((call.integer(2) & ~OpenFlags.O_CLOEXEC) != 0) {
            throw new ErrnoException(Errno.EINVAL);
        }
        return call.process().files().dup3(call.integer(0), call.integer(1), call.integer(2) != 0);
    }

    long ioctl(Call call) {
        return call.process().files().get(call.integer(0)).ioctl(call.integer(1), call.word(2));
    }

    /** Makes a node of a device, a pipe or an empty file. */
    long mknod(Call call) {
        return mknod(call, call.process().fs(), 0);
    }

    long mknodat(Call call) {
        return mknod(call, from(call, call.path(1)), 1);
    }

    private long mknod(Call call, FsContext from, int first) {
        vfs.directories().mknod(from, call.path(first), call.integer(first + 1),
                DeviceNumber.decode(call.integer(first + 2)));
        return 0;
    }

    long lseek(Call call) {
        return call.process().files().get(call.integer(0)).seek(call.signed(1), call.integer(2));
    }

    long mount(Call call) {
        String type = call.word(2) == 0 ? "" : call.path(2);
        String source = call.word(0) == 0 ? "none" : call.path(0);
        vfs.mounting().mount(call.process().fs(), source, call.path(1), type, call.integer(3),
                call.word(4) == 0 ? "" : call.path(4));
        return 0;
    }

    private long open(Call call, FsContext from, String path, int guestFlags, int mode) {
        int flags = switch (architecture) {
            case X86_64 -> guestFlags;
            case ARM64, ARM -> OpenFlags.fromArm(guestFlags);
        };
        call.process().files().requireFree(1);
        OpenFile file = vfs.open(from, path, flags, mode);
        return call.process().files().install(file, (flags & OpenFlags.O_CLOEXEC) != 0);
    }

    private long await(IoResult first, Supplier<IoResult> again) {
        IoResult result = first;
        while (result instanceof IoResult.WouldBlock(var channel)) {
            scheduler.block(channel);
            result = again.get();
        }
        return ((IoResult.Done) result).count();
    }

    private static int chunk(long length) {
        if (length < 0) {
            throw new ErrnoException(Errno.EINVAL);
        }
        return (int) Math.min(length, MAX_CHUNK);
    }
}
