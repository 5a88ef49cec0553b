package dev.initlab.capstone;

/**
 * How operands are spelled (capstone.h: {@code CS_OPT_SYNTAX_*}).
 *
 * <p>Which architecture takes which is the library's to say; one it does not take is refused with
 * {@link ErrorCode#OPTION}.
 */
public enum Syntax {
    DEFAULT(0),
    /** x86: Intel's, which is the default there. */
    INTEL(1),
    /** x86: AT&amp;T's. */
    ATT(2),
    /** ARM, PowerPC: registers by number only. */
    NO_REGISTER_NAMES(3),
    /** x86: Microsoft's assembler. */
    MASM(4),
    /** MOS65XX: hexadecimal numbers with a dollar sign; version 5. */
    MOTOROLA(5);

    private final int number;

    Syntax(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }
}
