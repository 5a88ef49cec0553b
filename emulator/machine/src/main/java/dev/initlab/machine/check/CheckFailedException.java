package dev.initlab.machine.check;

/** The engine did not do what a check expects; the message is one line. */
final class CheckFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CheckFailedException(String message) {
        super(message, null, false, false);
    }
}
