package dev.initlab.unicorn;

/** A call that libunicorn answered with an error. */
public final class UnicornException extends RuntimeException {
    private final ErrorCode code;

    UnicornException(String what, int value) {
        ErrorCode known = ErrorCode.of(value);
        super(what + ": " + known.message() + " (UC_ERR_" + (known == ErrorCode.UNKNOWN ? value
            : known.name()) + ")");
        code = known;
    }

    /** Which error. */
    public ErrorCode code() {
        return code;
    }
}
