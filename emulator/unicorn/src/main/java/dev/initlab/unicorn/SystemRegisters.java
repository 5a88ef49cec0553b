package dev.initlab.unicorn;

import java.util.Set;

/**
 * The Arm system registers that cannot be read from outside.
 *
 * <p>Some encodings are operations, or registers whose value libunicorn keeps elsewhere or not at all; when
 * asked for it an assertion of libunicorn ends the process. Found by reading every encoding on the
 * processor models of 2.1.1; none of them objects to a write.
 */
final class SystemRegisters {
    /** Cache, TLB and address-translation operations (SYS). */
    private static final int OPERATIONS = 1;

    static final ArmCpReg ID_PFR1 = new ArmCpReg(15, 0, 0, 1, 1);

    private static final Set<Arm64CpReg> ARM64_WITHOUT_VALUE = Set.of(
        new Arm64CpReg(2, 0, 0, 2, 0), // MDCCINT_EL1
        new Arm64CpReg(2, 0, 1, 0, 4), // OSLAR_EL1
        new Arm64CpReg(2, 0, 1, 3, 4), // OSDLR_EL1
        new Arm64CpReg(2, 4, 0, 7, 0), // DBGVCR32_EL2
        new Arm64CpReg(3, 0, 4, 2, 2), // CurrentEL
        new Arm64CpReg(3, 3, 4, 2, 0), // NZCV
        new Arm64CpReg(3, 3, 9, 12, 4)); // PMSWINC_EL0

    private static final Set<ArmCpReg> ARM_WITHOUT_VALUE = Set.of(
        new ArmCpReg(14, 0, 0, 2, 0), // DBGDCCINT
        new ArmCpReg(14, 0, 0, 7, 0), // DBGVCR
        new ArmCpReg(14, 0, 1, 0, 4), // DBGOSLAR
        new ArmCpReg(14, 0, 1, 3, 4), // DBGOSDLR
        new ArmCpReg(15, 0, 9, 12, 4), // PMSWINC
        new ArmCpReg(15, 0, 15, 5, 0), // Cortex-R5: data cache
        new ArmCpReg(15, 5, 15, 4, 2), // Cortex-A9: TLB lockdown
        new ArmCpReg(15, 5, 15, 4, 4));

    /** Of the cache and translation operations in c7, this one register has a value. */
    private static final ArmCpReg PAR = new ArmCpReg(15, 0, 7, 4, 0);

    private SystemRegisters() {
    }

    static void checkReadable(Arm64CpReg reg) {
        check(reg.op0() == OPERATIONS || ARM64_WITHOUT_VALUE.contains(reg), reg);
    }

    static void checkReadable(ArmCpReg reg) {
        ArmCpReg bare = new ArmCpReg(reg.cp(), reg.opc1(), reg.crn(), reg.crm(), reg.opc2());
        check(reg.wide() ? isWideOperation(reg) : isOperation(bare) || ARM_WITHOUT_VALUE.contains(bare), reg);
    }

    /** Cache operations by range, of Arm 1176. */
    private static boolean isWideOperation(ArmCpReg reg) {
        return reg.cp() == 15 && switch (reg.crm()) {
            case 5, 6, 12 -> true;
            default -> false;
        };
    }

    /** CNTPCT where there is a generic timer (ID_PFR1), and a cache operation where there is none. */
    static boolean needsTimer(ArmCpReg reg) {
        return reg.wide() && reg.cp() == 15 && reg.crm() == 14 && reg.opc1() == 0;
    }

    static boolean hasTimer(long idPfr1) {
        return (idPfr1 >> 16 & 0xf) != 0;
    }

    private static boolean isOperation(ArmCpReg reg) {
        return reg.cp() == 15 && switch (reg.crn()) {
            case 7 -> !reg.equals(PAR);
            case 8 -> true; // TLB
            case 10 -> switch (reg.crm()) { // TLB lockdown
                case 0, 1, 4, 8 -> true;
                default -> false;
            };
            default -> false;
        };
    }

    static void check(boolean refused, Object reg) {
        if (refused) {
            throw new IllegalArgumentException(reg + " has no value to be read");
        }
    }
}
