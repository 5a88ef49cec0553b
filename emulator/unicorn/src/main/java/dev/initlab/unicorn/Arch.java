package dev.initlab.unicorn;

/** The guest architectures libunicorn can have ({@code uc_arch}). */
public enum Arch {
    /** 32-bit Arm, Thumb included. */
    ARM(1),
    /** 64-bit Arm. */
    ARM64(2),
    /** MIPS. */
    MIPS(3),
    /** x86 and x86-64. */
    X86(4),
    /** PowerPC. */
    PPC(5),
    /** SPARC. */
    SPARC(6),
    /** Motorola 68000. */
    M68K(7),
    /** RISC-V. */
    RISCV(8),
    /** IBM Z. */
    S390X(9),
    /** TriCore. */
    TRICORE(10);

    private final int value;

    Arch(int value) {
        this.value = value;
    }

    /** The number libunicorn has for it. */
    public int value() {
        return value;
    }

    static Arch of(int value) {
        return values()[value - 1];
    }
}
