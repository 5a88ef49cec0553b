package dev.initlab.kernel.fops;

import java.util.Optional;

import dev.initlab.kernel.errno.Errno;
import dev.initlab.kernel.errno.ErrnoException;
import dev.initlab.kernel.fs.FileOperations;
import dev.initlab.kernel.fs.OpenFile;

/** One opening of a file of the guest's: its operations are called on the guest CPU, with the caller's buffers. */
final class GuestFile implements FileOperations, FileOperations.Direct {
    private final GuestFiles files;
    private final long inode;
    private final long struct;

    GuestFile(GuestFiles files, long inode, long struct) {
        this.files = files;
        this.inode = inode;
        this.struct = struct;
    }

    @Override
    public Optional<Direct> direct() {
        return Optional.of(this);
    }

    @Override
    public long read(OpenFile file, long buffer, long length) {
        return transfer("file_operations.read", buffer, length);
    }

    @Override
    public long write(OpenFile file, long buffer, long length) {
        return transfer("file_operations.write", buffer, length);
    }

    /** {@code fs/open.c: do_dentry_open()}: without an operation for it there is no position to move. */
    @Override
    public long seek(OpenFile file, long offset, int whence) {
        long function = operation("file_operations.llseek");
        if (function == 0) {
            throw new ErrnoException(Errno.ESPIPE);
        }
        return signed(is32() // AAPCS: a pair of registers, of which the first is even
                ? files.vcpu().call(function, struct, 0, offset & 0xffff_ffffL, offset >>> 32, whence)
                : files.vcpu().call(function, struct, offset, whence));
    }

    @Override
    public long ioctl(OpenFile file, int request, long argument) {
        long function = operation("file_operations.unlocked_ioctl");
        if (function == 0) {
            throw new ErrnoException(Errno.ENOTTY);
        }
        return signed(files.vcpu().call(function, struct, Integer.toUnsignedLong(request), argument));
    }

    @Override
    public void release(OpenFile file) {
        files.release(inode, struct);
    }

    /** Address of an operation, 0 where the driver has none; an {@code open} may have changed them all. */
    long operation(String field) {
        return files.pointer(files.pointer(struct, "file.f_op"), field);
    }

    private long transfer(String field, long buffer, long length) {
        long function = operation(field);
        if (function == 0) {
            throw new ErrnoException(Errno.EINVAL);
        }
        return signed(files.vcpu().call(function, struct, buffer, length, struct + files.offset("file.f_pos")));
    }

    private long signed(long result) {
        return is32() ? (int) result : result;
    }

    private boolean is32() {
        return files.vcpu().isa().wordSize() == Integer.BYTES;
    }
}
