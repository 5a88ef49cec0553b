package dev.initlab.capstone.x86;

import java.util.Optional;

import dev.initlab.capstone.Access;

/** An operand of an x86 instruction, in the order of the syntax asked for. */
public sealed interface X86Operand {

    /** Size in bytes. */
    int size();

    /** How the instruction uses it. */
    Access access();

    /**
     * A register.
     *
     * @param zeroOpmask whether this is an AVX-512 mask that zeroes instead of merging
     */
    record Reg(X86Reg register, int size, Access access, boolean zeroOpmask) implements X86Operand {
    }

    /** An immediate, or the absolute target of a relative branch. */
    record Imm(long value, int size, Access access) implements X86Operand {
    }

    /**
     * Memory at segment : base + index * scale + displacement.
     *
     * <p>With {@code base} RIP or EIP the displacement counts from the next instruction.
     *
     * @param segment present when the instruction names it
     * @param scale 1, 2, 4 or 8
     * @param broadcast INVALID unless AVX-512 repeats the element; version 5 says so in the text only
     */
    record Mem(Optional<X86Reg> segment, Optional<X86Reg> base, Optional<X86Reg> index, int scale,
               long displacement, int size, Access access, X86AvxBroadcast broadcast) implements X86Operand {
    }

    /** A kind that the headers of version 4 and 5 do not have. */
    record Unknown(int type, int size, Access access) implements X86Operand {
    }
}
