package dev.initlab.debug.rsp;

/** A packet that cannot be served: the debugger gets its errno. */
final class PacketException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    static final int ENOENT = 2;
    static final int ESRCH = 3;
    static final int EBADF = 9;
    static final int EFAULT = 14;
    static final int EINVAL = 22;

    private final int errno;

    PacketException(int errno) {
        super("errno " + errno, null, false, false);
        this.errno = errno;
    }

    int errno() {
        return errno;
    }
}
