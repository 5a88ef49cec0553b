package dev.initlab.kernel.module;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import static dev.initlab.kernel.module.Arm64Field.ADR;
import static dev.initlab.kernel.module.Arm64Field.DATA_16;
import static dev.initlab.kernel.module.Arm64Field.DATA_32;
import static dev.initlab.kernel.module.Arm64Field.DATA_64;
import static dev.initlab.kernel.module.Arm64Field.IMM_12;
import static dev.initlab.kernel.module.Arm64Field.IMM_14;
import static dev.initlab.kernel.module.Arm64Field.IMM_19;
import static dev.initlab.kernel.module.Arm64Field.IMM_26;
import static dev.initlab.kernel.module.Arm64Field.MOVK;
import static dev.initlab.kernel.module.Arm64Field.MOVZ_OR_MOVN;
import static dev.initlab.kernel.module.Arm64Field.NOTHING;
import static dev.initlab.kernel.module.Arm64Relocation.Operation.ABS;
import static dev.initlab.kernel.module.Arm64Relocation.Operation.PAGE;
import static dev.initlab.kernel.module.Arm64Relocation.Operation.PREL;
import static dev.initlab.kernel.module.Arm64Relocation.Range.SIGNED;
import static dev.initlab.kernel.module.Arm64Relocation.Range.UNCHECKED;
import static dev.initlab.kernel.module.Arm64Relocation.Range.UNSIGNED;

/**
 * The relocation types an arm64 module may have, one a line: {@code arch/arm64/kernel/module.c:
 * apply_relocate_add()}, numbers and operations from "ELF for the Arm 64-bit Architecture", 5.7.
 *
 * <p>The value of {@code operation} loses its low {@code shift} bits without a check; the low {@code bits} of
 * the rest go to {@code field}; {@code range} says which rest does not fit into {@code bits}.
 */
enum Arm64Relocation {
    //                              number field      operation shift bits range
    NONE_OF_ARM(0, NOTHING, ABS, 0, 0, UNCHECKED),
    NONE(256, NOTHING, ABS, 0, 0, UNCHECKED),
    ABS64(257, DATA_64, ABS, 0, 64, UNCHECKED),
    ABS32(258, DATA_32, ABS, 0, 32, UNSIGNED),
    ABS16(259, DATA_16, ABS, 0, 16, UNSIGNED),
    PREL64(260, DATA_64, PREL, 0, 64, UNCHECKED),
    PREL32(261, DATA_32, PREL, 0, 32, SIGNED), // the psABI allows up to 2^32 - 1, Linux does not
    PREL16(262, DATA_16, PREL, 0, 16, SIGNED), // the psABI allows up to 2^16 - 1, Linux does not
    MOVW_UABS_G0(263, MOVK, ABS, 0, 16, UNSIGNED),
    MOVW_UABS_G0_NC(264, MOVK, ABS, 0, 16, UNCHECKED),
    MOVW_UABS_G1(265, MOVK, ABS, 16, 16, UNSIGNED),
    MOVW_UABS_G1_NC(266, MOVK, ABS, 16, 16, UNCHECKED),
    MOVW_UABS_G2(267, MOVK, ABS, 32, 16, UNSIGNED),
    MOVW_UABS_G2_NC(268, MOVK, ABS, 32, 16, UNCHECKED),
    MOVW_UABS_G3(269, MOVK, ABS, 48, 16, UNCHECKED),
    MOVW_SABS_G0(270, MOVZ_OR_MOVN, ABS, 0, 17, SIGNED),
    MOVW_SABS_G1(271, MOVZ_OR_MOVN, ABS, 16, 17, SIGNED),
    MOVW_SABS_G2(272, MOVZ_OR_MOVN, ABS, 32, 17, SIGNED),
    LD_PREL_LO19(273, IMM_19, PREL, 2, 19, SIGNED),
    ADR_PREL_LO21(274, ADR, PREL, 0, 21, SIGNED),
    ADR_PREL_PG_HI21(275, ADR, PAGE, 12, 21, SIGNED),
    ADR_PREL_PG_HI21_NC(276, ADR, PAGE, 12, 21, UNCHECKED),
    ADD_ABS_LO12_NC(277, IMM_12, ABS, 0, 12, UNCHECKED),
    LDST8_ABS_LO12_NC(278, IMM_12, ABS, 0, 12, UNCHECKED),
    TSTBR14(279, IMM_14, PREL, 2, 14, SIGNED),
    CONDBR19(280, IMM_19, PREL, 2, 19, SIGNED),
    JUMP26(282, IMM_26, PREL, 2, 26, SIGNED),
    CALL26(283, IMM_26, PREL, 2, 26, SIGNED),
    LDST16_ABS_LO12_NC(284, IMM_12, ABS, 1, 11, UNCHECKED),
    LDST32_ABS_LO12_NC(285, IMM_12, ABS, 2, 10, UNCHECKED),
    LDST64_ABS_LO12_NC(286, IMM_12, ABS, 3, 9, UNCHECKED),
    MOVW_PREL_G0(287, MOVZ_OR_MOVN, PREL, 0, 17, SIGNED),
    MOVW_PREL_G0_NC(288, MOVK, PREL, 0, 16, UNCHECKED),
    MOVW_PREL_G1(289, MOVZ_OR_MOVN, PREL, 16, 17, SIGNED),
    MOVW_PREL_G1_NC(290, MOVK, PREL, 16, 16, UNCHECKED),
    MOVW_PREL_G2(291, MOVZ_OR_MOVN, PREL, 32, 17, SIGNED),
    MOVW_PREL_G2_NC(292, MOVK, PREL, 32, 16, UNCHECKED),
    MOVW_PREL_G3(293, MOVZ_OR_MOVN, PREL, 48, 16, UNCHECKED),
    LDST128_ABS_LO12_NC(299, IMM_12, ABS, 4, 8, UNCHECKED);

    private static final Map<Integer, Arm64Relocation> BY_NUMBER = new HashMap<>();

    static {
        for (Arm64Relocation type : values()) {
            BY_NUMBER.put(type.number, type);
        }
    }

    private final int number;
    private final Arm64Field field;
    private final Operation operation;
    private final int shift;
    private final int bits;
    private final Range range;

    Arm64Relocation(int number, Arm64Field field, Operation operation, int shift, int bits, Range range) {
        this.number = number;
        this.field = field;
        this.operation = operation;
        this.shift = shift;
        this.bits = bits;
        this.range = range;
    }

    /** What is calculated from S + A and P. */
    enum Operation {
        ABS, PREL, PAGE;

        long of(long target, long place) {
            return switch (this) {
                case ABS -> target;
                case PREL -> target - place;
                case PAGE -> (target & -4096) - (place & -4096);
            };
        }
    }

    /** How the rest is read when it is asked whether it fits. */
    enum Range {
        UNCHECKED, SIGNED, UNSIGNED;

        boolean holds(long value, int bits) {
            return switch (this) {
                case UNCHECKED -> true;
                case SIGNED -> value >> bits - 1 == value >> 63;
                case UNSIGNED -> value >> bits == 0;
            };
        }
    }

    static Optional<Arm64Relocation> of(int number) {
        return Optional.ofNullable(BY_NUMBER.get(number));
    }

    int number() {
        return number;
    }

    Arm64Field field() {
        return field;
    }

    Operation operation() {
        return operation;
    }

    int shift() {
        return shift;
    }

    int bits() {
        return bits;
    }

    Range range() {
        return range;
    }

    /** Whether it is a branch that may go through the PLT. */
    boolean isBranch() {
        return this == JUMP26 || this == CALL26;
    }

    /**
     * Patches a place.
     *
     * @param target S + A
     * @return whether it is in range; if not, nothing is patched
     */
    boolean patch(ModuleMemory memory, long place, long target) {
        long value = operation.of(target, place) >> shift;
        if (!range.holds(value, bits)) {
            return false;
        }
        field.put(memory, place, value, bits);
        return true;
    }
}
