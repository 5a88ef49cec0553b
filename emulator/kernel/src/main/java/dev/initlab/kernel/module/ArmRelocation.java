package dev.initlab.kernel.module;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import static dev.initlab.kernel.module.ArmField.ALU_G0;
import static dev.initlab.kernel.module.ArmField.ALU_G1;
import static dev.initlab.kernel.module.ArmField.BRANCH;
import static dev.initlab.kernel.module.ArmField.BX;
import static dev.initlab.kernel.module.ArmField.LDR_G2;
import static dev.initlab.kernel.module.ArmField.MOV;
import static dev.initlab.kernel.module.ArmField.NOTHING;
import static dev.initlab.kernel.module.ArmField.THUMB_BRANCH;
import static dev.initlab.kernel.module.ArmField.THUMB_MOV;
import static dev.initlab.kernel.module.ArmField.WORD;
import static dev.initlab.kernel.module.ArmField.WORD_31;
import static dev.initlab.kernel.module.ArmRelocation.Operation.ABS;
import static dev.initlab.kernel.module.ArmRelocation.Operation.PREL;

/**
 * The relocation types an arm module may have, one a line: {@code arch/arm/kernel/module.c:
 * apply_relocate()}, numbers and operations from "ELF for the Arm Architecture", 5.6.
 *
 * <p>The addend is read from the place; the result is put there without its low {@code shift} bits.
 */
enum ArmRelocation {
    //           number field  operation shift
    NONE(0, NOTHING, ABS, 0),
    PC24(1, BRANCH, PREL, 2),
    ABS32(2, WORD, ABS, 0),
    REL32(3, WORD, PREL, 0),
    THM_CALL(10, THUMB_BRANCH, PREL, 1), // Thumb-2 kernels only
    CALL(28, BRANCH, PREL, 2),
    JUMP24(29, BRANCH, PREL, 2),
    THM_JUMP24(30, THUMB_BRANCH, PREL, 1), // Thumb-2 kernels only
    TARGET1(38, WORD, ABS, 0),
    V4BX(40, BX, ABS, 0),
    PREL31(42, WORD_31, PREL, 0),
    MOVW_ABS_NC(43, MOV, ABS, 0),
    MOVT_ABS(44, MOV, ABS, 16),
    MOVW_PREL_NC(45, MOV, PREL, 0),
    MOVT_PREL(46, MOV, PREL, 16),
    THM_MOVW_ABS_NC(47, THUMB_MOV, ABS, 0), // Thumb-2 kernels only
    THM_MOVT_ABS(48, THUMB_MOV, ABS, 16), // Thumb-2 kernels only
    THM_MOVW_PREL_NC(49, THUMB_MOV, PREL, 0), // Thumb-2 kernels only
    THM_MOVT_PREL(50, THUMB_MOV, PREL, 16), // Thumb-2 kernels only
    ALU_PC_G0_NC(57, ALU_G0, PREL, 0), // with CONFIG_ARM_HAS_GROUP_RELOCS, as are the next two
    ALU_PC_G1_NC(59, ALU_G1, PREL, 0),
    LDR_PC_G2(63, LDR_G2, PREL, 0);

    private static final Map<Integer, ArmRelocation> BY_NUMBER = new HashMap<>();

    static {
        for (ArmRelocation type : values()) {
            BY_NUMBER.put(type.number, type);
        }
    }

    private final int number;
    private final ArmField field;
    private final Operation operation;
    private final int shift;

    ArmRelocation(int number, ArmField field, Operation operation, int shift) {
        this.number = number;
        this.field = field;
        this.operation = operation;
        this.shift = shift;
    }

    /** What is calculated: S + A, or S + A - P. */
    enum Operation {
        ABS, PREL
    }

    static Optional<ArmRelocation> of(int number) {
        return Optional.ofNullable(BY_NUMBER.get(number));
    }

    int number() {
        return number;
    }

    ArmField field() {
        return field;
    }

    Operation operation() {
        return operation;
    }

    int shift() {
        return shift;
    }

    /** Whether it patches Thumb instructions, which only a kernel that is Thumb code itself takes. */
    boolean isThumb() {
        return field == THUMB_BRANCH || field == THUMB_MOV;
    }

    /** Whether it is a branch that may go through the PLT. */
    boolean isBranch() {
        return field == BRANCH || field == THUMB_BRANCH;
    }

    /** How far ahead of a branch its program counter is: what the addend of a plain branch takes back. */
    int pcBias() {
        return isThumb() ? 4 : 8;
    }

    /** The calculated value, with the addend of the place. */
    int value(ModuleMemory memory, long place, int symbol) {
        return field.addend(memory, place) + symbol - (operation == PREL ? (int) place : 0);
    }

    /** Whether a value can be put there. */
    boolean holds(int value) {
        return field.holds(value);
    }

    /** Puts a value there that is in range. */
    void put(ModuleMemory memory, long place, int value) {
        field.put(memory, place, value >> shift);
    }
}
