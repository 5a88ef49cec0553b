package dev.initlab.kmod;

/** A malformed line of a Module.symvers file; the message is one line: file, line and reason. */
public final class SymversException extends RuntimeException {
    private static final long serialVersionUID = 1;

    SymversException(String file, int line, String reason) {
        super(file + ":" + line + ": " + reason);
    }
}
