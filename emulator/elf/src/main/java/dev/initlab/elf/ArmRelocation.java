package dev.initlab.elf;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static dev.initlab.elf.RelocationUse.DYNAMIC;
import static dev.initlab.elf.RelocationUse.GOT;
import static dev.initlab.elf.RelocationUse.OBSOLETE;
import static dev.initlab.elf.RelocationUse.PRIVATE;
import static dev.initlab.elf.RelocationUse.STATIC;
import static dev.initlab.elf.RelocationUse.STATIC_BASE;
import static dev.initlab.elf.RelocationUse.TLS;

/** r_type of EM_ARM, one a line (ELF for the Arm Architecture, 5.6.1). */
public enum ArmRelocation {
    R_ARM_NONE(0, STATIC),
    R_ARM_PC24(1, STATIC),
    R_ARM_ABS32(2, STATIC),
    R_ARM_REL32(3, STATIC),
    R_ARM_LDR_PC_G0(4, STATIC),
    R_ARM_ABS16(5, STATIC),
    R_ARM_ABS12(6, STATIC),
    R_ARM_THM_ABS5(7, STATIC),
    R_ARM_ABS8(8, STATIC),
    R_ARM_SBREL32(9, STATIC_BASE),
    R_ARM_THM_CALL(10, STATIC),
    R_ARM_THM_PC8(11, STATIC),
    R_ARM_BREL_ADJ(12, DYNAMIC),
    R_ARM_TLS_DESC(13, TLS),
    R_ARM_THM_SWI8(14, OBSOLETE),
    R_ARM_XPC25(15, OBSOLETE),
    R_ARM_THM_XPC22(16, OBSOLETE),
    R_ARM_TLS_DTPMOD32(17, TLS),
    R_ARM_TLS_DTPOFF32(18, TLS),
    R_ARM_TLS_TPOFF32(19, TLS),
    R_ARM_COPY(20, DYNAMIC),
    R_ARM_GLOB_DAT(21, DYNAMIC),
    R_ARM_JUMP_SLOT(22, DYNAMIC),
    R_ARM_RELATIVE(23, DYNAMIC),
    R_ARM_GOTOFF32(24, GOT),
    R_ARM_BASE_PREL(25, GOT),
    R_ARM_GOT_BREL(26, GOT),
    R_ARM_PLT32(27, OBSOLETE),
    R_ARM_CALL(28, STATIC),
    R_ARM_JUMP24(29, STATIC),
    R_ARM_THM_JUMP24(30, STATIC),
    R_ARM_BASE_ABS(31, STATIC_BASE),
    R_ARM_ALU_PCREL_7_0(32, OBSOLETE),
    R_ARM_ALU_PCREL_15_8(33, OBSOLETE),
    R_ARM_ALU_PCREL_23_15(34, OBSOLETE),
    R_ARM_LDR_SBREL_11_0_NC(35, OBSOLETE),
    R_ARM_ALU_SBREL_19_12_NC(36, OBSOLETE),
    R_ARM_ALU_SBREL_27_20_CK(37, OBSOLETE),
    R_ARM_TARGET1(38, STATIC),
    R_ARM_SBREL31(39, OBSOLETE),
    R_ARM_V4BX(40, STATIC),
    R_ARM_TARGET2(41, STATIC),
    R_ARM_PREL31(42, STATIC),
    R_ARM_MOVW_ABS_NC(43, STATIC),
    R_ARM_MOVT_ABS(44, STATIC),
    R_ARM_MOVW_PREL_NC(45, STATIC),
    R_ARM_MOVT_PREL(46, STATIC),
    R_ARM_THM_MOVW_ABS_NC(47, STATIC),
    R_ARM_THM_MOVT_ABS(48, STATIC),
    R_ARM_THM_MOVW_PREL_NC(49, STATIC),
    R_ARM_THM_MOVT_PREL(50, STATIC),
    R_ARM_THM_JUMP19(51, STATIC),
    R_ARM_THM_JUMP6(52, STATIC),
    R_ARM_THM_ALU_PREL_11_0(53, STATIC),
    R_ARM_THM_PC12(54, STATIC),
    R_ARM_ABS32_NOI(55, STATIC),
    R_ARM_REL32_NOI(56, STATIC),
    R_ARM_ALU_PC_G0_NC(57, STATIC),
    R_ARM_ALU_PC_G0(58, STATIC),
    R_ARM_ALU_PC_G1_NC(59, STATIC),
    R_ARM_ALU_PC_G1(60, STATIC),
    R_ARM_ALU_PC_G2(61, STATIC),
    R_ARM_LDR_PC_G1(62, STATIC),
    R_ARM_LDR_PC_G2(63, STATIC),
    R_ARM_LDRS_PC_G0(64, STATIC),
    R_ARM_LDRS_PC_G1(65, STATIC),
    R_ARM_LDRS_PC_G2(66, STATIC),
    R_ARM_LDC_PC_G0(67, STATIC),
    R_ARM_LDC_PC_G1(68, STATIC),
    R_ARM_LDC_PC_G2(69, STATIC),
    R_ARM_ALU_SB_G0_NC(70, STATIC_BASE),
    R_ARM_ALU_SB_G0(71, STATIC_BASE),
    R_ARM_ALU_SB_G1_NC(72, STATIC_BASE),
    R_ARM_ALU_SB_G1(73, STATIC_BASE),
    R_ARM_ALU_SB_G2(74, STATIC_BASE),
    R_ARM_LDR_SB_G0(75, STATIC_BASE),
    R_ARM_LDR_SB_G1(76, STATIC_BASE),
    R_ARM_LDR_SB_G2(77, STATIC_BASE),
    R_ARM_LDRS_SB_G0(78, STATIC_BASE),
    R_ARM_LDRS_SB_G1(79, STATIC_BASE),
    R_ARM_LDRS_SB_G2(80, STATIC_BASE),
    R_ARM_LDC_SB_G0(81, STATIC_BASE),
    R_ARM_LDC_SB_G1(82, STATIC_BASE),
    R_ARM_LDC_SB_G2(83, STATIC_BASE),
    R_ARM_MOVW_BREL_NC(84, STATIC_BASE),
    R_ARM_MOVT_BREL(85, STATIC_BASE),
    R_ARM_MOVW_BREL(86, STATIC_BASE),
    R_ARM_THM_MOVW_BREL_NC(87, STATIC_BASE),
    R_ARM_THM_MOVT_BREL(88, STATIC_BASE),
    R_ARM_THM_MOVW_BREL(89, STATIC_BASE),
    R_ARM_TLS_GOTDESC(90, TLS),
    R_ARM_TLS_CALL(91, TLS),
    R_ARM_TLS_DESCSEQ(92, TLS),
    R_ARM_THM_TLS_CALL(93, TLS),
    R_ARM_PLT32_ABS(94, STATIC),
    R_ARM_GOT_ABS(95, GOT),
    R_ARM_GOT_PREL(96, GOT),
    R_ARM_GOT_BREL12(97, GOT),
    R_ARM_GOTOFF12(98, GOT),
    R_ARM_GOTRELAX(99, GOT),
    R_ARM_GNU_VTENTRY(100, OBSOLETE),
    R_ARM_GNU_VTINHERIT(101, OBSOLETE),
    R_ARM_THM_JUMP11(102, STATIC),
    R_ARM_THM_JUMP8(103, STATIC),
    R_ARM_TLS_GD32(104, TLS),
    R_ARM_TLS_LDM32(105, TLS),
    R_ARM_TLS_LDO32(106, TLS),
    R_ARM_TLS_IE32(107, TLS),
    R_ARM_TLS_LE32(108, TLS),
    R_ARM_TLS_LDO12(109, TLS),
    R_ARM_TLS_LE12(110, TLS),
    R_ARM_TLS_IE12GP(111, TLS),
    R_ARM_PRIVATE_0(112, PRIVATE),
    R_ARM_PRIVATE_1(113, PRIVATE),
    R_ARM_PRIVATE_2(114, PRIVATE),
    R_ARM_PRIVATE_3(115, PRIVATE),
    R_ARM_PRIVATE_4(116, PRIVATE),
    R_ARM_PRIVATE_5(117, PRIVATE),
    R_ARM_PRIVATE_6(118, PRIVATE),
    R_ARM_PRIVATE_7(119, PRIVATE),
    R_ARM_PRIVATE_8(120, PRIVATE),
    R_ARM_PRIVATE_9(121, PRIVATE),
    R_ARM_PRIVATE_10(122, PRIVATE),
    R_ARM_PRIVATE_11(123, PRIVATE),
    R_ARM_PRIVATE_12(124, PRIVATE),
    R_ARM_PRIVATE_13(125, PRIVATE),
    R_ARM_PRIVATE_14(126, PRIVATE),
    R_ARM_PRIVATE_15(127, PRIVATE),
    R_ARM_ME_TOO(128, OBSOLETE),
    R_ARM_THM_TLS_DESCSEQ16(129, TLS),
    R_ARM_THM_TLS_DESCSEQ32(130, TLS),
    R_ARM_THM_GOT_BREL12(131, GOT),
    R_ARM_THM_BF16(136, STATIC),
    R_ARM_THM_BF12(137, STATIC),
    R_ARM_THM_BF18(138, STATIC),
    R_ARM_IRELATIVE(160, DYNAMIC);

    private static final Map<Integer, ArmRelocation> BY_NUMBER = Stream.of(values())
            .collect(Collectors.toUnmodifiableMap(ArmRelocation::number, Function.identity()));

    private final int number;
    private final RelocationUse use;

    ArmRelocation(int number, RelocationUse use) {
        this.number = number;
        this.use = use;
    }

    /** The type with that number. */
    public static Optional<ArmRelocation> of(int number) {
        return Optional.ofNullable(BY_NUMBER.get(number));
    }

    public int number() {
        return number;
    }

    /** What it is for. */
    public RelocationUse use() {
        return use;
    }
}
