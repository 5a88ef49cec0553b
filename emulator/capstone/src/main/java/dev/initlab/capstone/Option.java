package dev.initlab.capstone;

/** The options of {@code cs_option} (capstone.h: {@code cs_opt_type}). */
enum Option {
    // number, and where it is in the Java interface
    SYNTAX(1),          // Disassembler.syntax()
    DETAIL(2),          // Disassembler.detail()
    MODE(3),            // Disassembler.modes()
    MEM(4),             // not offered: it must not change under an open handle of anyone
    SKIPDATA(5),        // Disassembler.skipData(), in Java: the library overruns its struct on a long skip
    SKIPDATA_SETUP(6),  // as SKIPDATA
    MNEMONIC(7),        // Disassembler.mnemonic()
    UNSIGNED(8),        // Disassembler.unsignedImmediates()
    NO_BRANCH_OFFSET(9); // not offered: version 5.0 takes it and prints the same (measured on ARM and PPC)

    /** {@code CS_OPT_OFF} and {@code CS_OPT_ON}. */
    static final int OFF = 0;
    static final int ON = 3;

    private final int number;

    Option(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }
}
