package dev.initlab.unicorn;

/** No usable libunicorn. The message is one line: what was looked at, what was refused, what to install. */
public final class UnicornLibraryException extends RuntimeException {
    UnicornLibraryException(String message) {
        super(message);
    }
}
