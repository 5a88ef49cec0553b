package dev.initlab.inspect.order;

/**
 * A file that is no golden order.
 *
 * <p>The message is one line, {@code file:line: reason}. The input is at fault, so callers show it without
 * a stack trace.
 */
public final class OrderFileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int line;
    private final String reason;

    OrderFileException(String file, int line, String reason) {
        super(file + ":" + line + ": " + reason, null, false, false);
        this.line = line;
        this.reason = reason;
    }

    /** The line at fault, from 1. */
    public int line() {
        return line;
    }

    /** What is wrong, without the place. */
    public String reason() {
        return reason;
    }
}
