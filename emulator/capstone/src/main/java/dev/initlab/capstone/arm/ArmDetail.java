package dev.initlab.capstone.arm;

import java.util.List;

import dev.initlab.capstone.ArchDetail;

/**
 * What is particular to an ARM or Thumb instruction.
 *
 * @param insn the instruction, INVALID when this library knows one that the headers here do not
 * @param operands explicit operands
 * @param condition the condition; INVALID for instructions that have none
 * @param updatesFlags whether it sets the flags
 * @param writeback whether the base register is written back
 * @param postIndex whether the write back comes after the access; told by version 5 only, else false
 * @param userMode whether LDM or STM uses the user mode's registers
 * @param vectorSize element size in bits, or 0
 * @param vectorData element type
 * @param cpsMode what CPS does
 * @param cpsFlags the masks of CPS, joined bits of {@link ArmCpsFlag}
 * @param barrier the option of a barrier
 */
public record ArmDetail(ArmInsn insn, List<ArmOperand> operands, ArmCondition condition, boolean updatesFlags,
                        boolean writeback, boolean postIndex, boolean userMode, int vectorSize,
                        ArmVectorData vectorData, ArmCpsMode cpsMode, int cpsFlags, ArmMemBarrier barrier)
    implements ArchDetail {

    public ArmDetail {
        operands = List.copyOf(operands);
    }
}
