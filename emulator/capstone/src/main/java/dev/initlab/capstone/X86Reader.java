package dev.initlab.capstone;

import java.util.Optional;

import dev.initlab.capstone.x86.X86AvxBroadcast;
import dev.initlab.capstone.x86.X86AvxCc;
import dev.initlab.capstone.x86.X86AvxRounding;
import dev.initlab.capstone.x86.X86Detail;
import dev.initlab.capstone.x86.X86Insn;
import dev.initlab.capstone.x86.X86OpType;
import dev.initlab.capstone.x86.X86Operand;
import dev.initlab.capstone.x86.X86Reg;
import dev.initlab.capstone.x86.X86SseCc;
import dev.initlab.capstone.x86.X86XopCc;

/** Reads {@code cs_x86}. */
final class X86Reader implements DetailReader {

    @Override
    public X86Detail read(Struct x86, int id) {
        int major = x86.major();
        return new X86Detail(
            X86Insn.of(major, id),
            x86.elements(Field.CS_X86_OPERANDS, Field.CS_X86_OP, x86.u8(Field.CS_X86_OP_COUNT),
                this::operand),
            x86.bytes(Field.CS_X86_PREFIX),
            x86.bytes(Field.CS_X86_OPCODE),
            x86.u8(Field.CS_X86_REX),
            x86.u8(Field.CS_X86_ADDR_SIZE),
            x86.u8(Field.CS_X86_MODRM),
            x86.u8(Field.CS_X86_SIB),
            x86.integer(Field.CS_X86_DISP),
            register(x86, Field.CS_X86_SIB_BASE),
            register(x86, Field.CS_X86_SIB_INDEX),
            x86.u8(Field.CS_X86_SIB_SCALE),
            new X86Detail.Vector(
                X86XopCc.of(major, x86.i32(Field.CS_X86_XOP_CC)),
                X86SseCc.of(major, x86.i32(Field.CS_X86_SSE_CC)),
                X86AvxCc.of(major, x86.i32(Field.CS_X86_AVX_CC)),
                x86.flag(Field.CS_X86_AVX_SAE),
                X86AvxRounding.of(major, x86.i32(Field.CS_X86_AVX_RM))),
            x86.integer(Field.CS_X86_EFLAGS),
            new X86Detail.Encoding(
                x86.u8(Field.CS_X86_ENCODING_MODRM_OFFSET),
                x86.u8(Field.CS_X86_ENCODING_DISP_OFFSET),
                x86.u8(Field.CS_X86_ENCODING_DISP_SIZE),
                x86.u8(Field.CS_X86_ENCODING_IMM_OFFSET),
                x86.u8(Field.CS_X86_ENCODING_IMM_SIZE)));
    }

    private X86Operand operand(Struct op) {
        int major = op.major();
        int type = op.i32(Field.CS_X86_OP_TYPE);
        int size = op.u8(Field.CS_X86_OP_SIZE);
        Access access = Access.of(op.u8(Field.CS_X86_OP_ACCESS));
        return switch (X86OpType.of(major, type)) {
            case REG -> new X86Operand.Reg(X86Reg.of(major, op.i32(Field.CS_X86_OP_REG)), size, access,
                op.flag(Field.CS_X86_OP_AVX_ZERO_OPMASK));
            case IMM -> new X86Operand.Imm(op.integer(Field.CS_X86_OP_IMM), size, access);
            case MEM -> new X86Operand.Mem(
                register(op, Field.CS_X86_OP_MEM_SEGMENT),
                register(op, Field.CS_X86_OP_MEM_BASE),
                register(op, Field.CS_X86_OP_MEM_INDEX),
                op.i32(Field.CS_X86_OP_MEM_SCALE),
                op.integer(Field.CS_X86_OP_MEM_DISP), size, access,
                X86AvxBroadcast.of(major, op.i32(Field.CS_X86_OP_AVX_BCAST)));
            case INVALID -> new X86Operand.Unknown(type, size, access);
        };
    }

    private static Optional<X86Reg> register(Struct struct, Field field) {
        int number = struct.i32(field);
        return number == 0 ? Optional.empty() : Optional.of(X86Reg.of(struct.major(), number));
    }
}
