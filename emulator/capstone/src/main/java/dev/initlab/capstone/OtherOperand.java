package dev.initlab.capstone;

import java.util.Optional;

/** An operand on an architecture without types of its own here. */
public sealed interface OtherOperand {

    /** A register. */
    record Reg(NamedRegister register) implements OtherOperand {
    }

    /** An immediate. */
    record Imm(long value) implements OtherOperand {
    }

    /** Memory at base + index + displacement. */
    record Mem(Optional<NamedRegister> base, Optional<NamedRegister> index, long displacement)
        implements OtherOperand {
    }

    /** Something else; {@code type} is a number of the architecture's {@code *_op_type}. */
    record Unknown(int type) implements OtherOperand {
    }
}
