package dev.initlab.capstone;

/**
 * The architectures (capstone.h: {@code cs_arch}).
 *
 * <p>Whether a library has one is asked with {@link CapstoneLibrary#supports(Arch)}. What the detail of an
 * instruction says of its operands is in the line of each.
 */
public enum Arch {
    // number, version it came with, bytes skipped at a time as data, detail of operands
    ARM(0, 4, 4, Operands.TYPED),
    ARM64(1, 4, 4, Operands.TYPED),
    MIPS(2, 4, 4, Operands.COMMON),
    X86(3, 4, 1, Operands.TYPED),
    PPC(4, 4, 4, Operands.COMMON),
    SPARC(5, 4, 4, Operands.COMMON),
    SYSZ(6, 4, 2, Operands.COMMON),
    XCORE(7, 4, 2, Operands.COMMON),
    M68K(8, 4, 2, Operands.TEXT),
    TMS320C64X(9, 4, 4, Operands.TEXT),
    M680X(10, 4, 1, Operands.TEXT),
    EVM(11, 4, 1, Operands.TEXT),
    MOS65XX(12, 5, 1, Operands.COMMON),
    WASM(13, 5, 1, Operands.TEXT),
    BPF(14, 5, 8, Operands.COMMON),
    RISCV(15, 5, 4, Operands.COMMON),
    SH(16, 5, 2, Operands.TEXT),
    TRICORE(17, 5, 2, Operands.COMMON);

    /** What {@link Detail#arch()} says of the operands. */
    public enum Operands {
        /** Types of the architecture's own, as in {@link dev.initlab.capstone.x86.X86Operand}. */
        TYPED,
        /** {@link OtherOperand}: registers, immediates and memory. */
        COMMON,
        /** Nothing beyond {@link Instruction#operands()}. */
        TEXT
    }

    private final int number;
    private final int since;
    private final int dataUnit;
    private final Operands operands;

    Arch(int number, int since, int dataUnit, Operands operands) {
        this.number = number;
        this.since = since;
        this.dataUnit = dataUnit;
        this.operands = operands;
    }

    /** What the detail of an instruction says of its operands. */
    public Operands operands() {
        return operands;
    }

    /** The major version of Capstone that has it first. */
    public int since() {
        return since;
    }

    int number() {
        return number;
    }

    /** Bytes that no instruction of the architecture exceeds. */
    int longest() {
        // WASM's br_table carries a list of any length, and cs_insn tells a size in 16 bits; of the others
        // EVM's PUSH32 is the longest with 33.
        return this == WASM ? 0xffff : 64;
    }

    /** Bytes skipped at a time where nothing can be decoded (capstone.h: {@code cs_opt_skipdata}). */
    int dataUnit(int modes) {
        boolean halved = this == ARM && (modes & Mode.THUMB.bits()) != 0
            || this == RISCV && (modes & Mode.RISCVC.bits()) != 0;
        return halved ? 2 : dataUnit;
    }
}
