package dev.initlab.capstone;

import java.util.List;

/**
 * The operands of an instruction on an architecture without types of its own here.
 *
 * @param operands as written; empty for the architectures that {@link Arch} says are text only
 */
public record OtherDetail(List<OtherOperand> operands) implements ArchDetail {

    public OtherDetail {
        operands = List.copyOf(operands);
    }
}
