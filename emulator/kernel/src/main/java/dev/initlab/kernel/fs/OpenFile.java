package dev.initlab.kernel.fs;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

import dev.initlab.kernel.errno.Errno;
import dev.initlab.kernel.errno.ErrnoException;

/**
 * An open file description ({@code struct file}): shared, with its position, by all descriptors that came
 * from one {@code open}. Counted: {@link #release} by the last owner closes it.
 */
public final class OpenFile {
    public static final int SEEK_SET = 0;
    public static final int SEEK_CUR = 1;
    public static final int SEEK_END = 2;
    /** Those of files with holes follow: include/uapi/linux/fs.h. */
    private static final int SEEK_MAX = 4;

    private static final int STATUS_FLAGS = OpenFlags.O_APPEND | OpenFlags.O_NONBLOCK | OpenFlags.O_DIRECT
            | OpenFlags.O_NOATIME;
    private static final int CREATION_FLAGS = OpenFlags.O_CREAT | OpenFlags.O_EXCL | OpenFlags.O_NOCTTY
            | OpenFlags.O_TRUNC | OpenFlags.O_CLOEXEC;

    private final Location location;
    private final FileOperations operations;
    private int flags;
    private long position;
    private int owners = 1;

    private OpenFile(Location location, int flags, Opener opener) {
        this.location = location;
        this.flags = flags & ~CREATION_FLAGS;
        this.operations = opener.open(this);
    }

    /** Chooses what an open file does. */
    interface Opener {
        FileOperations open(OpenFile file);
    }

    static OpenFile open(Location location, int flags, Opener opener) {
        OpenFile file = new OpenFile(location, flags, opener);
        location.mount().fileOpened();
        return file;
    }

    /** Where it was opened. */
    public Location location() {
        return location;
    }

    /** What is open. */
    public Inode inode() {
        return location.inode();
    }

    /** Access mode and status flags, as {@code F_GETFL} shows them ({@link OpenFlags}). */
    public int flags() {
        return flags;
    }

    /** {@code F_SETFL}: access mode and the rest stay. */
    public void setStatusFlags(int newFlags) {
        flags = flags & ~STATUS_FLAGS | newFlags & STATUS_FLAGS;
    }

    /** What it does; of a device, what its driver made for this opening. */
    public FileOperations operations() {
        return operations;
    }

    /** Where the next read or write begins. */
    public long position() {
        return position;
    }

    /** Whether it was opened with a right to read. */
    public boolean isReadable() {
        return !isPath() && OpenFlags.reads(flags);
    }

    /** Whether it was opened with a right to write. */
    public boolean isWritable() {
        return !isPath() && OpenFlags.writes(flags);
    }

    /** Whether operations must fail rather than block. */
    public boolean isNonBlocking() {
        return (flags & OpenFlags.O_NONBLOCK) != 0;
    }

    private boolean isPath() {
        return (flags & OpenFlags.O_PATH) != 0;
    }

    /** Guest code that reads into the caller's memory, if that is what reads this file. */
    public Optional<FileOperations.Direct> directRead() {
        require(isReadable(), Errno.EBADF);
        return operations.direct();
    }

    /** Guest code that writes from the caller's memory, if that is what writes this file. */
    public Optional<FileOperations.Direct> directWrite() {
        require(isWritable(), Errno.EBADF);
        return operations.direct();
    }

    /** Reads at the position and moves it. */
    public IoResult read(ByteBuffer into) {
        require(isReadable(), Errno.EBADF);
        IoResult result = unlessBlocking(operations.read(this, into, position));
        if (result instanceof IoResult.Done(long count) && operations.isSeekable()) {
            position += count;
        }
        return result;
    }

    /** Writes at the position, or at the end with {@code O_APPEND}, and moves it. */
    public IoResult write(ByteBuffer from) {
        require(isWritable(), Errno.EBADF);
        if ((flags & OpenFlags.O_APPEND) != 0 && operations.isSeekable()) {
            position = operations.size(this);
        }
        IoResult result = unlessBlocking(operations.write(this, from, position));
        if (result instanceof IoResult.Done(long count) && operations.isSeekable()) {
            position += count;
        }
        return result;
    }

    /** Reads elsewhere; the position stays. */
    public IoResult pread(ByteBuffer into, long at) {
        require(at >= 0, Errno.EINVAL);
        require(operations.isSeekable(), Errno.ESPIPE);
        require(isReadable(), Errno.EBADF);
        return unlessBlocking(operations.read(this, into, at));
    }

    /** Writes elsewhere; the position stays. With {@code O_APPEND} Linux appends all the same. */
    public IoResult pwrite(ByteBuffer from, long at) {
        require(at >= 0, Errno.EINVAL);
        require(operations.isSeekable(), Errno.ESPIPE);
        require(isWritable(), Errno.EBADF);
        long where = (flags & OpenFlags.O_APPEND) != 0 ? operations.size(this) : at;
        return unlessBlocking(operations.write(this, from, where));
    }

    private IoResult unlessBlocking(IoResult result) {
        if (result instanceof IoResult.WouldBlock && isNonBlocking()) {
            throw new ErrnoException(Errno.EAGAIN);
        }
        return result;
    }

    /** {@code lseek}: the new position. */
    public long seek(long offset, int whence) {
        require(!isPath(), Errno.EBADF);
        Optional<FileOperations.Direct> direct = operations.direct();
        if (direct.isPresent()) {
            require(whence >= SEEK_SET && whence <= SEEK_MAX, Errno.EINVAL);
            return direct.get().seek(this, offset, whence);
        }
        require(operations.isSeekable(), Errno.ESPIPE);
        long base = switch (whence) {
            case SEEK_SET -> 0;
            case SEEK_CUR -> position;
            case SEEK_END -> operations.size(this);
            default -> throw new ErrnoException(Errno.EINVAL);
        };
        long target = base + offset;
        require(target >= 0 && (offset < 0 || target >= base), Errno.EINVAL);
        position = target;
        return position;
    }

    /** {@code ftruncate}. */
    public void truncate(long size) {
        require(size >= 0, Errno.EINVAL);
        require(!isPath(), Errno.EBADF);
        require(isWritable() && inode() instanceof RegularFile, Errno.EINVAL);
        ((RegularFile) inode()).truncate(size);
    }

    /**
     * {@code getdents}: offers the entries from the position on, dot and dot-dot first, until one is
     * refused, and moves the position behind the last one taken. {@code ENOTDIR} if it is no directory.
     *
     * @param take false if the entry does not fit any more
     */
    public void getdents(Predicate<DirectoryEntry> take) {
        require(!isPath(), Errno.EBADF);
        if (!(operations instanceof DirectoryListing listing)) {
            throw new ErrnoException(Errno.ENOTDIR);
        }
        position = listing.list(this, position, take);
    }

    /** {@code ioctl}; the argument is the guest's. */
    public long ioctl(int request, long argument) {
        require(!isPath(), Errno.EBADF);
        return operations.ioctl(this, request, argument);
    }

    /** What would not block now ({@link Poll}); {@code waitFor} is told whom to wait for otherwise. */
    public int poll(Consumer<WaitChannel> waitFor) {
        return isPath() ? Poll.POLLNVAL : operations.poll(this, waitFor);
    }

    /**
     * After the {@code open} of a named pipe: what to wait for until the other side is open too, and then ask
     * again; empty if the {@code open} is complete, as it always is for everything else.
     */
    public Optional<WaitChannel> pendingOpen() {
        return operations instanceof PipeEnd end ? end.pendingOpen(this) : Optional.empty();
    }

    /** One more owner: a duplicated descriptor, a child's table. */
    public void acquire() {
        owners++;
    }

    /** One owner less; the last one closes the file. */
    public void release() {
        owners--;
        if (owners == 0) {
            operations.release(this);
            location.mount().fileClosed();
        }
    }

    private static void require(boolean condition, Errno errno) {
        if (!condition) {
            throw new ErrnoException(errno);
        }
    }
}
