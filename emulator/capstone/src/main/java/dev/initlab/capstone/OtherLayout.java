package dev.initlab.capstone;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Where the operands lie on the architectures that share the shape register, immediate, memory.
 *
 * <p>Everywhere the kinds 1 and 2 are a register and an immediate ({@code *_op_type} of the headers).
 */
enum OtherLayout {
    // number of operands, operands, one operand, its kind, register, immediate; the kind that is memory and
    // its parts: base, index, displacement; or base, displacement; or an address
    MIPS(Field.CS_MIPS_OP_COUNT, Field.CS_MIPS_OPERANDS, Field.CS_MIPS_OP, Field.CS_MIPS_OP_TYPE,
        Field.CS_MIPS_OP_REG, Field.CS_MIPS_OP_IMM, 3,
        Field.CS_MIPS_OP_MEM_BASE, Field.CS_MIPS_OP_MEM_DISP),
    PPC(Field.CS_PPC_OP_COUNT, Field.CS_PPC_OPERANDS, Field.CS_PPC_OP, Field.CS_PPC_OP_TYPE,
        Field.CS_PPC_OP_REG, Field.CS_PPC_OP_IMM, 3,
        Field.CS_PPC_OP_MEM_BASE, Field.CS_PPC_OP_MEM_DISP),
    SPARC(Field.CS_SPARC_OP_COUNT, Field.CS_SPARC_OPERANDS, Field.CS_SPARC_OP, Field.CS_SPARC_OP_TYPE,
        Field.CS_SPARC_OP_REG, Field.CS_SPARC_OP_IMM, 3,
        Field.CS_SPARC_OP_MEM_BASE, Field.CS_SPARC_OP_MEM_INDEX, Field.CS_SPARC_OP_MEM_DISP),
    SYSZ(Field.CS_SYSZ_OP_COUNT, Field.CS_SYSZ_OPERANDS, Field.CS_SYSZ_OP, Field.CS_SYSZ_OP_TYPE,
        Field.CS_SYSZ_OP_REG, Field.CS_SYSZ_OP_IMM, 3,
        Field.CS_SYSZ_OP_MEM_BASE, Field.CS_SYSZ_OP_MEM_INDEX, Field.CS_SYSZ_OP_MEM_DISP),
    XCORE(Field.CS_XCORE_OP_COUNT, Field.CS_XCORE_OPERANDS, Field.CS_XCORE_OP, Field.CS_XCORE_OP_TYPE,
        Field.CS_XCORE_OP_REG, Field.CS_XCORE_OP_IMM, 3,
        Field.CS_XCORE_OP_MEM_BASE, Field.CS_XCORE_OP_MEM_INDEX, Field.CS_XCORE_OP_MEM_DISP),
    MOS65XX(Field.CS_MOS65XX_OP_COUNT, Field.CS_MOS65XX_OPERANDS, Field.CS_MOS65XX_OP,
        Field.CS_MOS65XX_OP_TYPE,
        Field.CS_MOS65XX_OP_REG, Field.CS_MOS65XX_OP_IMM, 3,
        Field.CS_MOS65XX_OP_MEM),
    BPF(Field.CS_BPF_OP_COUNT, Field.CS_BPF_OPERANDS, Field.CS_BPF_OP, Field.CS_BPF_OP_TYPE,
        Field.CS_BPF_OP_REG, Field.CS_BPF_OP_IMM, 4,
        Field.CS_BPF_OP_MEM_BASE, Field.CS_BPF_OP_MEM_DISP),
    RISCV(Field.CS_RISCV_OP_COUNT, Field.CS_RISCV_OPERANDS, Field.CS_RISCV_OP, Field.CS_RISCV_OP_TYPE,
        Field.CS_RISCV_OP_REG, Field.CS_RISCV_OP_IMM, 3,
        Field.CS_RISCV_OP_MEM_BASE, Field.CS_RISCV_OP_MEM_DISP),
    TRICORE(Field.CS_TRICORE_OP_COUNT, Field.CS_TRICORE_OPERANDS, Field.CS_TRICORE_OP,
        Field.CS_TRICORE_OP_TYPE,
        Field.CS_TRICORE_OP_REG, Field.CS_TRICORE_OP_IMM, 3,
        Field.CS_TRICORE_OP_MEM_BASE, Field.CS_TRICORE_OP_MEM_DISP);

    private static final int REG = 1;
    private static final int IMM = 2;

    private final Field count;
    private final Field operands;
    private final Field operand;
    private final Field type;
    private final Field reg;
    private final Field imm;
    private final int mem;
    private final List<Field> memory;

    OtherLayout(Field count, Field operands, Field operand, Field type, Field reg, Field imm, int mem,
                Field... memory) {
        this.count = count;
        this.operands = operands;
        this.operand = operand;
        this.type = type;
        this.reg = reg;
        this.imm = imm;
        this.mem = mem;
        this.memory = List.copyOf(Arrays.asList(memory));
    }

    int memoryKind() {
        return mem;
    }

    /** The layout of an architecture; empty where operands are text only. */
    static Optional<OtherLayout> of(Arch arch) {
        return arch.operands() == Arch.Operands.COMMON ? Optional.of(valueOf(arch.name())) : Optional.empty();
    }

    List<OtherOperand> read(Struct detail, Names names) {
        return detail.elements(operands, operand, (int) unsigned(detail, count), op -> operand(op, names));
    }

    private OtherOperand operand(Struct op, Names names) {
        int kind = (int) op.integer(type);
        if (kind == REG) {
            return new OtherOperand.Reg(names.namedRegister((int) unsigned(op, reg)));
        }
        if (kind == IMM) {
            return new OtherOperand.Imm(op.integer(imm));
        }
        return kind == mem ? memory(op, names) : new OtherOperand.Unknown(kind);
    }

    private OtherOperand memory(Struct op, Names names) {
        Optional<NamedRegister> base = memory.size() > 1 ? register(op, memory.getFirst(), names)
            : Optional.empty();
        Optional<NamedRegister> index = memory.size() > 2 ? register(op, memory.get(1), names)
            : Optional.empty();
        return new OtherOperand.Mem(base, index, op.integer(memory.getLast()));
    }

    private static Optional<NamedRegister> register(Struct op, Field field, Names names) {
        int number = (int) unsigned(op, field);
        return number == 0 ? Optional.empty() : Optional.of(names.namedRegister(number));
    }

    /** Registers and counts are unsigned, some of them of one byte. */
    private static long unsigned(Struct struct, Field field) {
        long value = struct.integer(field);
        return switch (field.size(struct.major())) {
            case 1 -> value & 0xff;
            case 2 -> value & 0xffff;
            default -> value;
        };
    }
}
