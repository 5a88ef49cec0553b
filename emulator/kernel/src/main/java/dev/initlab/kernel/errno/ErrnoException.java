package dev.initlab.kernel.errno;

/**
 * An operation failed the way the guest is told of: with an error number.
 *
 * <p>It is a result, not a bug of ours, and carries no stack trace.
 */
public final class ErrnoException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Errno errno;

    /** A failure without further explanation. */
    public ErrnoException(Errno errno) {
        this(errno, errno + ": " + errno.text());
    }

    /** A failure with a message for our own logs; the guest sees the number only. */
    public ErrnoException(Errno errno, String message) {
        super(message, null, false, false);
        this.errno = errno;
    }

    /** Which error. */
    public Errno errno() {
        return errno;
    }

    /** The value a system call returns: {@code -number}. */
    public long negated() {
        return errno.negated();
    }
}
