package dev.initlab.unicorn;

/** The error codes of libunicorn ({@code uc_err}). */
public enum ErrorCode {
    /** No error. */
    OK("no error"),
    /** No memory on the host, or a range that is not wholly mapped. */
    NOMEM("out of memory, or the range is not wholly mapped"),
    /** The library lacks the architecture. */
    ARCH("architecture not supported"),
    /** No valid engine. */
    HANDLE("invalid handle"),
    /** A mode the architecture does not have. */
    MODE("mode not supported"),
    /** The library and its caller are of different versions. */
    VERSION("version not supported"),
    /** A read where nothing is mapped. */
    READ_UNMAPPED("read of unmapped memory"),
    /** A write where nothing is mapped. */
    WRITE_UNMAPPED("write to unmapped memory"),
    /** An instruction fetch where nothing is mapped. */
    FETCH_UNMAPPED("fetch from unmapped memory"),
    /** A hook of a type or for an instruction that cannot be hooked. */
    HOOK("hook not supported"),
    /** An undefined instruction. */
    INSN_INVALID("invalid instruction"),
    /** A mapping that overlaps another. */
    MAP("invalid mapping"),
    /** A write to write-protected memory. */
    WRITE_PROT("write to protected memory"),
    /** A read of read-protected memory. */
    READ_PROT("read of protected memory"),
    /** A fetch from memory that is not executable. */
    FETCH_PROT("fetch from protected memory"),
    /** An argument out of range; also a control that comes too late. */
    ARG("invalid argument"),
    /** A read that must be aligned. */
    READ_UNALIGNED("unaligned read"),
    /** A write that must be aligned. */
    WRITE_UNALIGNED("unaligned write"),
    /** A fetch that must be aligned. */
    FETCH_UNALIGNED("unaligned fetch"),
    /** A second hook where one is allowed. */
    HOOK_EXIST("hook exists already"),
    /** Some resource of the engine is used up. */
    RESOURCE("insufficient resources"),
    /** The guest raised an exception that no hook handled; refused TLB fills among them. */
    EXCEPTION("unhandled guest exception"),
    /** A buffer too small for the register. */
    OVERFLOW("buffer too small"),
    /** A code these bindings do not know. */
    UNKNOWN("unknown error");

    private static final ErrorCode[] CODES = values();

    private final String message;

    ErrorCode(String message) {
        this.message = message;
    }

    /** The code with this number; {@link #UNKNOWN} where there is none. */
    public static ErrorCode of(int value) {
        return value >= 0 && value < UNKNOWN.ordinal() ? CODES[value] : UNKNOWN;
    }

    /** The number libunicorn has for it; -1 for {@link #UNKNOWN}. */
    public int value() {
        return this == UNKNOWN ? -1 : ordinal();
    }

    /** A few words for people. */
    public String message() {
        return message;
    }
}
