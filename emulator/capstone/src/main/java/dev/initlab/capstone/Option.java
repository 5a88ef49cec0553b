package dev.initlab.capstone;

/** The options of {@code cs_option} (capstone.h: {@code cs_opt_type}). */
enum Option {
    // number, and where it is in the Java interface
    SYNTAX(1),          // Disassembler.syntax()
    DETAIL(2),          // Disassembler.detail()
    MODE(3),            // Disassembler.modes()
    MEM(4),             // not offered: the allocator is the process's and must not change under an open handle
    SKIPDATA(5),        // Disassembler.skipData(), in Java: the library copies a skip of any length into 16 bytes
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
