package dev.initlab.kernel.oops;

import dev.initlab.machine.Access;
import dev.initlab.machine.Fault;
import dev.initlab.machine.GuestMemory;
import dev.initlab.machine.Privilege;

/**
 * ESR_EL1 of a fault, Arm ARM D17.2.37.
 *
 * @param esr the register
 */
record Arm64Syndrome(long esr) {
    private static final int UNKNOWN = 0x00;
    private static final int IABT_LOWER = 0x20;
    private static final int IABT_CURRENT = 0x21;
    private static final int PC_ALIGNMENT = 0x22;
    private static final int DABT_LOWER = 0x24;
    private static final int DABT_CURRENT = 0x25;
    private static final int BRK64 = 0x3c;

    private static final int TRANSLATION_LEVEL3 = 0x07;
    private static final int PERMISSION_LEVEL3 = 0x0f;
    private static final int EXTERNAL = 0x10;
    private static final int ALIGNMENT = 0x21;

    private static final long IL = 1L << 25;
    private static final int WRITE_NOT_READ = 1 << 6;

    /**
     * Of a fault of kernel code.
     *
     * @param mapped whether there is a page, which did not allow the access
     * @param memory where the instruction is
     */
    static Arm64Syndrome of(Fault fault, boolean mapped, GuestMemory memory) {
        return switch (fault.kind()) {
            case PAGE -> abort(fault, mapped ? PERMISSION_LEVEL3 : TRANSLATION_LEVEL3);
            case BUS -> abort(fault, EXTERNAL);
            case ALIGNMENT -> fault.access() == Access.EXECUTE ? of(PC_ALIGNMENT, 0) : abort(fault, ALIGNMENT);
            case BREAKPOINT -> of(BRK64, memory.isReadable(fault.pc(), 4) ? memory.i32(fault.pc()) >>> 5 & 0xffff : 0);
            default -> of(UNKNOWN, 0);
        };
    }

    /** Of a fault of user code, where the page that is missing is not told from the one that forbids. */
    static Arm64Syndrome ofUser(Fault fault) {
        return switch (fault.kind()) {
            case PAGE -> abort(fault, TRANSLATION_LEVEL3);
            case BUS -> abort(fault, EXTERNAL);
            case ALIGNMENT -> fault.access() == Access.EXECUTE ? of(PC_ALIGNMENT, 0) : abort(fault, ALIGNMENT);
            case BREAKPOINT -> of(BRK64, 0);
            default -> of(UNKNOWN, 0);
        };
    }

    private static Arm64Syndrome abort(Fault fault, int status) {
        boolean lower = fault.privilege() == Privilege.USER;
        return fault.access() == Access.EXECUTE ? of(lower ? IABT_LOWER : IABT_CURRENT, status)
                : of(lower ? DABT_LOWER : DABT_CURRENT,
                        status | (fault.access() == Access.WRITE ? WRITE_NOT_READ : 0));
    }

    private static Arm64Syndrome of(int exceptionClass, int specific) {
        return new Arm64Syndrome((long) exceptionClass << 26 | IL | specific);
    }

    /** EC. */
    int exceptionClass() {
        return (int) (esr >>> 26) & 0x3f;
    }

    /** ISS. */
    int specific() {
        return (int) esr & 0x1ffffff;
    }

    /** FSC. */
    int status() {
        return (int) esr & 0x3f;
    }

    boolean isAbort() {
        return isDataAbort() || exceptionClass() == IABT_LOWER || exceptionClass() == IABT_CURRENT;
    }

    boolean isDataAbort() {
        return exceptionClass() == DABT_LOWER || exceptionClass() == DABT_CURRENT;
    }

    /** WnR. */
    boolean writes() {
        return isDataAbort() && (esr & WRITE_NOT_READ) != 0;
    }

    /** {@code esr_get_class_string()}. */
    String className() {
        return switch (exceptionClass()) {
            case IABT_LOWER -> "IABT (lower EL)";
            case IABT_CURRENT -> "IABT (current EL)";
            case PC_ALIGNMENT -> "PC Alignment";
            case DABT_LOWER -> "DABT (lower EL)";
            case DABT_CURRENT -> "DABT (current EL)";
            case BRK64 -> "BRK (AArch64)";
            default -> "Unknown/Uncategorized";
        };
    }

    /** {@code esr_to_fault_info()} of an abort, else the kind of the exception. */
    String info() {
        if (!isAbort()) {
            return switch (exceptionClass()) {
                case PC_ALIGNMENT -> "SP/PC alignment exception";
                case BRK64 -> "BRK handler";
                default -> "undefined instruction";
            };
        }
        return switch (status()) {
            case TRANSLATION_LEVEL3 -> "level 3 translation fault";
            case PERMISSION_LEVEL3 -> "level 3 permission fault";
            case ALIGNMENT -> "alignment fault";
            default -> "synchronous external abort";
        };
    }
}
