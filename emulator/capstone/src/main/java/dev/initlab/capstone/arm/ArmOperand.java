package dev.initlab.capstone.arm;

import java.util.Optional;
import java.util.OptionalInt;

import dev.initlab.capstone.Access;

/** An operand of an ARM or Thumb instruction. */
public sealed interface ArmOperand {

    /** How the instruction uses it. */
    Access access();

    /**
     * A shift of a register or an index.
     *
     * @param kind one of the {@code _REG} kinds when the amount is in a register
     * @param amount in bits; 0 with a register
     * @param register the register that holds the amount
     */
    record Shift(ArmShift kind, int amount, Optional<ArmReg> register) {
    }

    /**
     * A register.
     *
     * @param vectorIndex the element of a vector register
     * @param neonLane the lane of a NEON register
     * @param subtracted whether it is subtracted from the base, as in {@code ldr r0, [r1], -r2}
     */
    record Reg(ArmReg register, Optional<Shift> shift, OptionalInt vectorIndex, OptionalInt neonLane,
               boolean subtracted, Access access) implements ArmOperand {
    }

    /** An immediate, or the absolute target of a relative branch. */
    record Imm(int value, boolean subtracted, Access access) implements ArmOperand {
    }

    /** A floating-point immediate. */
    record Fp(double value, Access access) implements ArmOperand {
    }

    /**
     * Memory at base + index, shifted, + displacement.
     *
     * @param scale 1, or -1 when the index is subtracted
     * @param indexShift left shift of the index in bits, as the library keeps it beside {@code shift}
     * @param subtracted whether the offset is subtracted from the base
     */
    record Mem(Optional<ArmReg> base, Optional<ArmReg> index, int scale, int displacement, int indexShift,
               Optional<Shift> shift, boolean subtracted, Access access) implements ArmOperand {
    }

    /** A coprocessor register, {@code c7}. */
    record CImm(int value, Access access) implements ArmOperand {
    }

    /** A coprocessor, {@code p15}. */
    record PImm(int value, Access access) implements ArmOperand {
    }

    /** The operand of SETEND. */
    record SetEnd(ArmSetEnd endian, Access access) implements ArmOperand {
    }

    /**
     * A special register of MRS or MSR.
     *
     * @param number of {@code arm_sysreg}; the fields of CPSR and SPSR are joined by OR
     * @param register the constant of that number, INVALID for a joined one
     */
    record SysReg(int number, ArmSysReg register, Access access) implements ArmOperand {
    }

    /** A kind that the headers of version 4 and 5 do not have. */
    record Unknown(int type, Access access) implements ArmOperand {
    }
}
