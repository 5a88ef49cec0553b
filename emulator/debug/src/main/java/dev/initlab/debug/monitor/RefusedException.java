package dev.initlab.debug.monitor;

/** A command that cannot be carried out; its message is one line for the user. */
public final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public RefusedException(String why) {
        super(why, null, false, false);
    }

    /** The line. */
    public String why() {
        return String.valueOf(getMessage());
    }
}
