package dev.initlab.capstone;

import java.util.Optional;
import java.util.OptionalInt;

import dev.initlab.capstone.arm.ArmCondition;
import dev.initlab.capstone.arm.ArmCpsMode;
import dev.initlab.capstone.arm.ArmDetail;
import dev.initlab.capstone.arm.ArmInsn;
import dev.initlab.capstone.arm.ArmMemBarrier;
import dev.initlab.capstone.arm.ArmOpType;
import dev.initlab.capstone.arm.ArmOperand;
import dev.initlab.capstone.arm.ArmReg;
import dev.initlab.capstone.arm.ArmSetEnd;
import dev.initlab.capstone.arm.ArmShift;
import dev.initlab.capstone.arm.ArmSysReg;
import dev.initlab.capstone.arm.ArmVectorData;

/** Reads {@code cs_arm}. */
final class ArmReader implements DetailReader {

    @Override
    public ArmDetail read(Struct arm, int id) {
        int major = arm.major();
        return new ArmDetail(
            ArmInsn.of(major, id),
            arm.elements(Field.CS_ARM_OPERANDS, Field.CS_ARM_OP, arm.u8(Field.CS_ARM_OP_COUNT),
                this::operand),
            ArmCondition.of(major, arm.i32(Field.CS_ARM_CC)),
            arm.flag(Field.CS_ARM_UPDATE_FLAGS),
            arm.flag(Field.CS_ARM_WRITEBACK),
            arm.has(Field.CS_ARM_POST_INDEX) && arm.flag(Field.CS_ARM_POST_INDEX),
            arm.flag(Field.CS_ARM_USERMODE),
            arm.i32(Field.CS_ARM_VECTOR_SIZE),
            ArmVectorData.of(major, arm.i32(Field.CS_ARM_VECTOR_DATA)),
            ArmCpsMode.of(major, arm.i32(Field.CS_ARM_CPS_MODE)),
            arm.i32(Field.CS_ARM_CPS_FLAG),
            ArmMemBarrier.of(major, arm.i32(Field.CS_ARM_MEM_BARRIER)));
    }

    private ArmOperand operand(Struct op) {
        int major = op.major();
        int type = op.i32(Field.CS_ARM_OP_TYPE);
        Access access = Access.of(op.u8(Field.CS_ARM_OP_ACCESS));
        boolean subtracted = op.flag(Field.CS_ARM_OP_SUBTRACTED);
        return switch (ArmOpType.of(major, type)) {
            case REG -> new ArmOperand.Reg(ArmReg.of(major, op.i32(Field.CS_ARM_OP_REG)), shift(op),
                index(op, Field.CS_ARM_OP_VECTOR_INDEX), index(op, Field.CS_ARM_OP_NEON_LANE), subtracted,
                    access);
            case IMM -> new ArmOperand.Imm(op.i32(Field.CS_ARM_OP_IMM), subtracted, access);
            case FP -> new ArmOperand.Fp(op.f64(Field.CS_ARM_OP_FP), access);
            case MEM -> new ArmOperand.Mem(
                register(op, Field.CS_ARM_OP_MEM_BASE),
                register(op, Field.CS_ARM_OP_MEM_INDEX),
                op.i32(Field.CS_ARM_OP_MEM_SCALE),
                op.i32(Field.CS_ARM_OP_MEM_DISP),
                op.i32(Field.CS_ARM_OP_MEM_LSHIFT), shift(op), subtracted, access);
            case CIMM -> new ArmOperand.CImm(op.i32(Field.CS_ARM_OP_IMM), access);
            case PIMM -> new ArmOperand.PImm(op.i32(Field.CS_ARM_OP_IMM), access);
            case SETEND -> new ArmOperand.SetEnd(ArmSetEnd.of(major, op.i32(Field.CS_ARM_OP_SETEND)), access);
            case SYSREG -> {
                int number = op.i32(Field.CS_ARM_OP_REG);
                yield new ArmOperand.SysReg(number, ArmSysReg.of(major, number), access);
            }
            case INVALID -> new ArmOperand.Unknown(type, access);
        };
    }

    private static Optional<ArmOperand.Shift> shift(Struct op) {
        ArmShift kind = ArmShift.of(op.major(), op.i32(Field.CS_ARM_OP_SHIFT_TYPE));
        int value = op.i32(Field.CS_ARM_OP_SHIFT_VALUE);
        return switch (kind) {
            case INVALID -> Optional.empty();
            case ASR, LSL, LSR, ROR, RRX -> Optional.of(new ArmOperand.Shift(kind, value, Optional.empty()));
            case ASR_REG, LSL_REG, LSR_REG, ROR_REG, RRX_REG -> Optional.of(
                new ArmOperand.Shift(kind, 0, Optional.of(ArmReg.of(op.major(), value))));
        };
    }

    private static OptionalInt index(Struct op, Field field) {
        int value = (int) op.integer(field);
        return value < 0 ? OptionalInt.empty() : OptionalInt.of(value);
    }

    private static Optional<ArmReg> register(Struct struct, Field field) {
        int number = struct.i32(field);
        return number == 0 ? Optional.empty() : Optional.of(ArmReg.of(struct.major(), number));
    }
}
