package dev.initlab.kernel.fs;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Consumer;

import dev.initlab.kernel.errno.Errno;
import dev.initlab.kernel.errno.ErrnoException;

/**
 * What an open file does ({@code struct file_operations}); made anew for every {@code open}, so it may hold
 * state of that one.
 *
 * <p>The caller has checked access, position and sign of sizes. A read or write moves the buffer's position
 * by what it transfers. Every method may fail with an {@link ErrnoException}.
 */
public interface FileOperations {
    /** Reads at a position. */
    default IoResult read(OpenFile file, ByteBuffer into, long position) {
        throw new ErrnoException(Errno.EINVAL);
    }

    /** Writes at a position. */
    default IoResult write(OpenFile file, ByteBuffer from, long position) {
        throw new ErrnoException(Errno.EINVAL);
    }

    /** Transfers between the file and the caller's own memory; empty if {@link #read} and {@link #write} are used. */
    default Optional<Direct> direct() {
        return Optional.empty();
    }

    /**
     * Operations that are guest code: they are given the caller's addresses, and keep the position themselves.
     */
    interface Direct {
        /** How many bytes were read, or what else the code returned: a negated errno. */
        long read(OpenFile file, long buffer, long length);

        /** How many bytes were written, or a negated errno. */
        long write(OpenFile file, long buffer, long length);

        /** The new position, or a negated errno. */
        long seek(OpenFile file, long offset, int whence);
    }

    /** Device-specific; the argument is the guest's, as it is. */
    default long ioctl(OpenFile file, int request, long argument) {
        throw new ErrnoException(Errno.ENOTTY);
    }

    /**
     * What would not block now, as bits of {@link Poll}.
     *
     * @param waitFor told of every channel whose wake may change the answer
     */
    default int poll(OpenFile file, Consumer<WaitChannel> waitFor) {
        return Poll.POLLIN | Poll.POLLOUT | Poll.POLLRDNORM | Poll.POLLWRNORM;
    }

    /** Whether there is a position at all; pipes and terminals have none. */
    default boolean isSeekable() {
        return true;
    }

    /** Where {@code SEEK_END} and {@code O_APPEND} begin. */
    default long size(OpenFile file) {
        return 0;
    }

    /** The last descriptor is gone. */
    default void release(OpenFile file) {
    }
}
