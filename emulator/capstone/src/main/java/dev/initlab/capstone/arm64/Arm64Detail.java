package dev.initlab.capstone.arm64;

import java.util.List;

import dev.initlab.capstone.ArchDetail;

/**
 * What is particular to an ARM64 instruction.
 *
 * @param insn the instruction, INVALID when this library knows one that the headers here do not
 * @param operands explicit operands
 * @param condition the condition; INVALID for instructions that have none
 * @param updatesFlags whether it sets the flags
 * @param writeback whether the base register is written back
 * @param postIndex whether the write back comes after the access; told by version 5 only, else false
 */
public record Arm64Detail(Arm64Insn insn, List<Arm64Operand> operands, Arm64Condition condition,
                          boolean updatesFlags, boolean writeback, boolean postIndex) implements ArchDetail {

    public Arm64Detail {
        operands = List.copyOf(operands);
    }
}
