package dev.initlab.capstone;

import java.util.Optional;
import java.util.OptionalInt;

import dev.initlab.capstone.arm64.Arm64Arrangement;
import dev.initlab.capstone.arm64.Arm64Barrier;
import dev.initlab.capstone.arm64.Arm64Condition;
import dev.initlab.capstone.arm64.Arm64Detail;
import dev.initlab.capstone.arm64.Arm64Extend;
import dev.initlab.capstone.arm64.Arm64Insn;
import dev.initlab.capstone.arm64.Arm64OpType;
import dev.initlab.capstone.arm64.Arm64Operand;
import dev.initlab.capstone.arm64.Arm64PState;
import dev.initlab.capstone.arm64.Arm64Prefetch;
import dev.initlab.capstone.arm64.Arm64Reg;
import dev.initlab.capstone.arm64.Arm64Shift;
import dev.initlab.capstone.arm64.Arm64Svcr;
import dev.initlab.capstone.arm64.Arm64SysOp;
import dev.initlab.capstone.arm64.Arm64SysReg;

/** Reads {@code cs_arm64}. */
final class Arm64Reader implements DetailReader {

    @Override
    public Arm64Detail read(Struct arm64, int id) {
        int major = arm64.major();
        Arm64Insn insn = Arm64Insn.of(major, id);
        return new Arm64Detail(
            insn,
            arm64.elements(Field.CS_ARM64_OPERANDS, Field.CS_ARM64_OP, arm64.u8(Field.CS_ARM64_OP_COUNT),
                op -> operand(op, insn)),
            Arm64Condition.of(major, arm64.i32(Field.CS_ARM64_CC)),
            arm64.flag(Field.CS_ARM64_UPDATE_FLAGS),
            arm64.flag(Field.CS_ARM64_WRITEBACK),
            arm64.has(Field.CS_ARM64_POST_INDEX) && arm64.flag(Field.CS_ARM64_POST_INDEX));
    }

    private static Arm64Operand operand(Struct op, Arm64Insn insn) {
        int major = op.major();
        int type = op.i32(Field.CS_ARM64_OP_TYPE);
        Access access = Access.of(op.u8(Field.CS_ARM64_OP_ACCESS));
        return switch (Arm64OpType.of(major, type)) {
            case REG -> new Arm64Operand.Reg(Arm64Reg.of(major, op.i32(Field.CS_ARM64_OP_REG)), shift(op),
                extend(op), arrangement(op), vectorIndex(op), access);
            case IMM -> new Arm64Operand.Imm(op.integer(Field.CS_ARM64_OP_IMM), shift(op), access);
            case FP -> new Arm64Operand.Fp(op.f64(Field.CS_ARM64_OP_FP), access);
            case MEM -> new Arm64Operand.Mem(
                register(op, Field.CS_ARM64_OP_MEM_BASE),
                register(op, Field.CS_ARM64_OP_MEM_INDEX),
                op.i32(Field.CS_ARM64_OP_MEM_DISP), shift(op), extend(op), access);
            case CIMM -> new Arm64Operand.CImm(op.integer(Field.CS_ARM64_OP_IMM), access);
            case REG_MRS, REG_MSR -> sysReg(op, insn, Field.CS_ARM64_OP_REG, access);
            case PSTATE -> new Arm64Operand.PState(
                Arm64PState.of(major, op.i32(Field.CS_ARM64_OP_PSTATE)), access);
            // Version 5 hands most registers of MRS and MSR over as operations.
            case SYS -> insn == Arm64Insn.MRS || insn == Arm64Insn.MSR
                ? sysReg(op, insn, Field.CS_ARM64_OP_SYS, access)
                : new Arm64Operand.Sys(sysOp(major, insn, op.i32(Field.CS_ARM64_OP_SYS)), access);
            case SVCR -> new Arm64Operand.Svcr(Arm64Svcr.of(major, op.i32(Field.CS_ARM64_OP_SVCR)), access);
            case PREFETCH -> new Arm64Operand.Prefetch(
                Arm64Prefetch.of(major, op.i32(Field.CS_ARM64_OP_PREFETCH)), access);
            case BARRIER -> new Arm64Operand.Barrier(
                Arm64Barrier.of(major, op.i32(Field.CS_ARM64_OP_BARRIER)), access);
            case SME_INDEX -> new Arm64Operand.SmeIndex(
                Arm64Reg.of(major, op.i32(Field.CS_ARM64_OP_SME_INDEX_REG)),
                Arm64Reg.of(major, op.i32(Field.CS_ARM64_OP_SME_INDEX_BASE)),
                op.i32(Field.CS_ARM64_OP_SME_INDEX_DISP), access);
            case INVALID -> new Arm64Operand.Unknown(type, access);
        };
    }

    /** The instruction says the direction: version 5 marks the operand of MSR like that of MRS. */
    private static Arm64Operand sysReg(Struct op, Arm64Insn insn, Field field, Access access) {
        int number = op.i32(field);
        boolean written = insn == Arm64Insn.MSR;
        return new Arm64Operand.SysReg(number, Arm64SysReg.of(op.major(), number), written, access);
    }

    /** Version 4 numbers the operations of each of IC, DC, AT and TLBI from 1. */
    private static Arm64SysOp sysOp(int major, Arm64Insn insn, int number) {
        if (major > 4) {
            return Arm64SysOp.of(major, number);
        }
        String prefix = insn.name() + "_";
        for (Arm64SysOp operation : Arm64SysOp.values()) {
            if (operation.number(major) == number && operation.name().startsWith(prefix)) {
                return operation;
            }
        }
        return Arm64SysOp.INVALID;
    }

    /** Version 4 keeps the size of an element apart from the arrangement (arm64.h: {@code arm64_vess}). */
    private static Arm64Arrangement arrangement(Struct op) {
        Arm64Arrangement arrangement = Arm64Arrangement.of(op.major(), op.i32(Field.CS_ARM64_OP_VAS));
        if (arrangement != Arm64Arrangement.INVALID || !op.has(Field.CS_ARM64_OP_VESS)) {
            return arrangement;
        }
        return switch (op.i32(Field.CS_ARM64_OP_VESS)) {
            case 1 -> Arm64Arrangement._1B;
            case 2 -> Arm64Arrangement._1H;
            case 3 -> Arm64Arrangement._1S;
            case 4 -> Arm64Arrangement._1D;
            default -> Arm64Arrangement.INVALID;
        };
    }

    private static OptionalInt vectorIndex(Struct op) {
        int index = op.i32(Field.CS_ARM64_OP_VECTOR_INDEX);
        return index < 0 ? OptionalInt.empty() : OptionalInt.of(index);
    }

    private static Optional<Arm64Operand.Shift> shift(Struct op) {
        Arm64Shift kind = Arm64Shift.of(op.major(), op.i32(Field.CS_ARM64_OP_SHIFT_TYPE));
        return kind == Arm64Shift.INVALID ? Optional.empty()
            : Optional.of(new Arm64Operand.Shift(kind, op.i32(Field.CS_ARM64_OP_SHIFT_VALUE)));
    }

    private static Optional<Arm64Extend> extend(Struct op) {
        Arm64Extend extend = Arm64Extend.of(op.major(), op.i32(Field.CS_ARM64_OP_EXT));
        return extend == Arm64Extend.INVALID ? Optional.empty() : Optional.of(extend);
    }

    private static Optional<Arm64Reg> register(Struct struct, Field field) {
        int number = struct.i32(field);
        return number == 0 ? Optional.empty() : Optional.of(Arm64Reg.of(struct.major(), number));
    }
}
