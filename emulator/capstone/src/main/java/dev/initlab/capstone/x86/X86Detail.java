package dev.initlab.capstone.x86;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import dev.initlab.capstone.ArchDetail;

/**
 * What is particular to an x86 instruction.
 *
 * @param insn the instruction, INVALID when this library knows one that the headers here do not
 * @param operands explicit operands
 * @param prefix four bytes, 0 where absent: lock or repeat, segment, operand size, address size
 * @param opcode four bytes, VEX included, trailing ones 0
 * @param rex the REX prefix, or 0
 * @param addressSize in bytes
 * @param modrm the ModR/M byte; it is one when {@code encoding.modrmOffset} is not 0
 * @param sib the SIB byte, or 0
 * @param displacement the encoded displacement; it is one when {@code encoding.dispOffset} is not 0
 * @param sibBase base register of the SIB byte
 * @param sibIndex index register of the SIB byte
 * @param sibScale scale, meaningful with an index
 * @param vector what AVX, SSE and XOP add
 * @param flags the raw flag bits; see {@link #eflags()} and {@link #fpuFlags()}
 * @param encoding where the parts lie in the bytes
 */
public record X86Detail(X86Insn insn, List<X86Operand> operands, List<Integer> prefix, List<Integer> opcode,
                        int rex, int addressSize, int modrm, int sib, long displacement,
                        Optional<X86Reg> sibBase, Optional<X86Reg> sibIndex, int sibScale,
                        Vector vector, long flags, Encoding encoding) implements ArchDetail {

    public X86Detail {
        operands = List.copyOf(operands);
        prefix = List.copyOf(prefix);
        opcode = List.copyOf(opcode);
    }

    /** Conditions and modes of vector instructions; INVALID where they do not apply. */
    public record Vector(X86XopCc xop, X86SseCc sse, X86AvxCc avx, boolean suppressExceptions,
                         X86AvxRounding rounding) {
    }

    /** Offsets and sizes in bytes within the instruction; an offset of 0 says that the part is absent. */
    public record Encoding(int modrmOffset, int dispOffset, int dispSize, int immOffset, int immSize) {
    }

    /** What the instruction does to EFLAGS; meaningless for instructions of the group FPU. */
    public Set<X86Eflag> eflags() {
        return X86Eflag.of(flags);
    }

    /** What the instruction does to the x87 status word; meaningless outside the group FPU. */
    public Set<X86FpuFlag> fpuFlags() {
        return X86FpuFlag.of(flags);
    }
}
