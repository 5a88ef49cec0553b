package dev.initlab.inspect;

/**
 * A kernel image that is not as it must be.
 *
 * <p>The message is one line, {@code image: reason}. The input is at fault, so callers show it without a
 * stack trace.
 */
public final class ImageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String reason;

    /**
     * Says what is wrong.
     *
     * @param image  the name it was opened under
     * @param reason what is wrong, where, and what to do
     */
    public ImageException(String image, String reason) {
        super(image + ": " + reason, null, false, false);
        this.reason = reason;
    }

    /** What is wrong, without the image's name. */
    public String reason() {
        return reason;
    }
}
