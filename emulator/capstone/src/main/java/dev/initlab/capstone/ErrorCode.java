package dev.initlab.capstone;

/** What the library says went wrong (capstone.h: {@code cs_err}); the ordinal is its number. */
public enum ErrorCode {
    OK,
    /** Out of memory. */
    MEM,
    /** The library has no such architecture. */
    ARCH,
    HANDLE,
    CSH,
    /** The architecture has no such mode. */
    MODE,
    /** The architecture has no such option, or not this value of it. */
    OPTION,
    DETAIL,
    MEMSETUP,
    VERSION,
    /** The library was built without names ("diet"). */
    DIET,
    SKIPDATA,
    X86_ATT,
    X86_INTEL,
    X86_MASM,
    /** A number that the headers of version 4 and 5 do not have. */
    UNKNOWN;

    private static final ErrorCode[] BY_NUMBER = values();

    static ErrorCode of(int number) {
        return number >= 0 && number < UNKNOWN.ordinal() ? BY_NUMBER[number] : UNKNOWN;
    }
}
