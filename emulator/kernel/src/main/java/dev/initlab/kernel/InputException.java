package dev.initlab.kernel;

/**
 * Something the user gave is wrong: one line that names file, place and reason.
 *
 * <p>Ends a boot before it begins, with exit status 2 and without a stack trace.
 */
public final class InputException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Says what is wrong.
     *
     * @param file   the file or option at fault
     * @param reason what is wrong with it, where, and what to do
     */
    public InputException(String file, String reason) {
        super(file + ": " + reason, null, false, false);
    }
}
