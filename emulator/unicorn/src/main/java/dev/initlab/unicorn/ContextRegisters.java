package dev.initlab.unicorn;

/**
 * Which registers of a saved context libunicorn can reach without the processor around it.
 *
 * <p>Its register functions compute the address of the whole processor from that of the saved bytes. For
 * most registers they do not use it. For the ones here they do: found by trying every register of every
 * architecture on 2.1.1 (crashes), and by what the register must touch (TLB, interrupt state, features).
 */
final class ContextRegisters {
    private ContextRegisters() {
    }

    static void checkReadable(Arch arch, int id) {
        boolean refused = switch (arch) {
            case X86 -> id == X86.REG_MSR;
            case ARM64 -> id >= Arm64.REG_CP_REG;
            case ARM -> id == Arm.REG_FPSCR || id >= Arm.REG_IPSR;
            case RISCV -> isRiscvCsr(id);
            default -> false;
        };
        check(refused, id);
    }

    static void checkWritable(Arch arch, int id) {
        checkReadable(arch, id);
        boolean refused = switch (arch) {
            case X86 -> id >= X86.REG_CR0 && id <= X86.REG_DR7 || switch (id) {
                case X86.REG_CS, X86.REG_DS, X86.REG_ES, X86.REG_FS, X86.REG_GS, X86.REG_SS -> true;
                default -> false;
            };
            case ARM64 -> id == Arm64.REG_CPACR_EL1;
            case ARM -> id == Arm.REG_PC || id == Arm.REG_CPSR || id == Arm.REG_FPEXC;
            case PPC -> id == Ppc.REG_MSR || id == Ppc.REG_FPSCR;
            case MIPS -> id >= Mips.REG_CP0_CONFIG3;
            default -> false;
        };
        check(refused, id);
    }

    private static boolean isRiscvCsr(int id) {
        return id >= RiscV.REG_USTATUS && id < RiscV.REG_F0;
    }

    private static void check(boolean refused, int id) {
        if (refused) {
            throw new IllegalArgumentException("register " + id + " is not accessible in a saved context");
        }
    }
}
