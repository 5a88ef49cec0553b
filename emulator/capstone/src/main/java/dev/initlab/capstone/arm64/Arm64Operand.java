package dev.initlab.capstone.arm64;

import java.util.Optional;
import java.util.OptionalInt;

import dev.initlab.capstone.Access;

/** An operand of an ARM64 instruction. */
public sealed interface Arm64Operand {

    /** How the instruction uses it. */
    Access access();

    /** A shift by {@code amount} bits. */
    record Shift(Arm64Shift kind, int amount) {
    }

    /**
     * A register.
     *
     * @param extend how a narrower register is widened
     * @param arrangement INVALID unless a vector register; of an element it is the size, as {@code _1S}
     * @param vectorIndex the element of a vector register
     */
    record Reg(Arm64Reg register, Optional<Shift> shift, Optional<Arm64Extend> extend,
               Arm64Arrangement arrangement, OptionalInt vectorIndex, Access access) implements Arm64Operand {
    }

    /** An immediate, or the absolute target of a relative branch. */
    record Imm(long value, Optional<Shift> shift, Access access) implements Arm64Operand {
    }

    /** A floating-point immediate. */
    record Fp(double value, Access access) implements Arm64Operand {
    }

    /** Memory at base + index, extended and shifted, + displacement. */
    record Mem(Optional<Arm64Reg> base, Optional<Arm64Reg> index, int displacement, Optional<Shift> shift,
               Optional<Arm64Extend> extend, Access access) implements Arm64Operand {
    }

    /** A control register operand of SYS, {@code c7}. */
    record CImm(long value, Access access) implements Arm64Operand {
    }

    /**
     * A system register of MRS or MSR.
     *
     * @param number op0:op1:CRn:CRm:op2 of the instruction, 16 bits
     * @param register the register of that number; INVALID when it has no name. A few numbers are one
     *     register
     *     when read and another when written; then this is the header's first
     * @param written whether the instruction is MSR
     */
    record SysReg(int number, Arm64SysReg register, boolean written, Access access) implements Arm64Operand {
    }

    /** A field of PSTATE. */
    record PState(Arm64PState field, Access access) implements Arm64Operand {
    }

    /** The operation of IC, DC, AT or TLBI. */
    record Sys(Arm64SysOp operation, Access access) implements Arm64Operand {
    }

    /** The operand of MSR SVCR. */
    record Svcr(Arm64Svcr operation, Access access) implements Arm64Operand {
    }

    /** The operation of PRFM; INVALID for one without a name. Version 5 tells it in the text only. */
    record Prefetch(Arm64Prefetch operation, Access access) implements Arm64Operand {
    }

    /** The option of a barrier. */
    record Barrier(Arm64Barrier option, Access access) implements Arm64Operand {
    }

    /** A slice of an SME tile: register [ base, displacement ]. */
    record SmeIndex(Arm64Reg register, Arm64Reg base, int displacement,
        Access access) implements Arm64Operand {
    }

    /** A kind that the headers of version 4 and 5 do not have. */
    record Unknown(int type, Access access) implements Arm64Operand {
    }
}
