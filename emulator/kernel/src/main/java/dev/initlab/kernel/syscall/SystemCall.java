package dev.initlab.kernel.syscall;

/**
 * A line of the system call table.
 *
 * @param name      as in the man page
 * @param x86_64    its number there, {@link #NONE} where it does not exist
 * @param arm64     likewise
 * @param arm       likewise
 * @param arguments how many argument registers it uses
 * @param handler   what it does
 */
record SystemCall(String name, int x86_64, int arm64, int arm, int arguments, Handler handler) {
    static final int NONE = -1;

    /** The body of a system call. */
    @FunctionalInterface
    interface Handler {
        /**
         * Does it.
         *
         * @return the result, or a negated errno
         */
        long call(Call call);
    }
}
