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
        new ArmCpReg(15, 0, 9, 12, 4)); // PMSWINC

    /** Of the cache and translation operations in c7, this one register has a value. */
    private static final ArmCpReg PAR = new ArmCpReg(15, 0, 7, 4, 0);

    private SystemRegisters() {
    }

    static void checkReadable(Arm64CpReg reg) {
        check(reg.op0() == OPERATIONS || ARM64_WITHOUT_VALUE.contains(reg), reg);
    }

    static void checkReadable(ArmCpReg reg) {
        ArmCpReg bare = new ArmCpReg(reg.cp(), reg.opc1(), reg.crn(), reg.crm(), reg.opc2());
        check(!reg.wide() && (isOperation(bare) || ARM_WITHOUT_VALUE.contains(bare)), reg);
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

    private static void check(boolean refused, Object reg) {
        if (refused) {
            throw new IllegalArgumentException(reg + " has no value to be read");
        }
    }
}
