package dev.initlab.capstone;

/** The library refused a call. */
public final class CapstoneException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;

    CapstoneException(ErrorCode code, String message) {
        super(message);
        this.code = code;
    }

    /** The library's reason. */
    public ErrorCode code() {
        return code;
    }
}
