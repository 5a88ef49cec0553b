package dev.initlab.debug.rsp;

/** A packet that cannot be served: the debugger gets its errno, and why, if it wants to know. */
final class PacketException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    static final int ENOENT = 2;
    static final int ESRCH = 3;
    static final int EBADF = 9;
    static final int EFAULT = 14;
    static final int EINVAL = 22;

    private final int errno;

    /**
     * An error.
     *
     * @param why for a person to read, without a full stop
     */
    PacketException(int errno, String why) {
        super(why, null, false, false);
        this.errno = errno;
    }

    int errno() {
        return errno;
    }

    String why() {
        return String.valueOf(getMessage());
    }
}
