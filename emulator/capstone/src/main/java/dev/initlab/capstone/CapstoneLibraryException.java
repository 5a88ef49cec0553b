package dev.initlab.capstone;

/**
 * No usable libcapstone was found: the message is one line that says what was looked at and what to
 * install.
 */
public final class CapstoneLibraryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CapstoneLibraryException(String message) {
        super(message);
    }
}
