package dev.initlab.machine.arm64;

import java.util.ArrayList;
import java.util.List;

import dev.initlab.machine.DebugRegister;
import dev.initlab.unicorn.Arm64;

/** The registers of arm64 in gdb's order: core, floating point, system registers. */
final class Arm64DebugRegisters {
    static final List<DebugRegister> ALL = all();

    private Arm64DebugRegisters() {
    }

    private static List<DebugRegister> all() {
        List<DebugRegister> all = new ArrayList<>();
        for (int i = 0; i < 29; i++) {
            all.add(new DebugRegister("x" + i, Arm64.REG_X0 + i, 64));
        }
        all.add(new DebugRegister("x29", Arm64.REG_X29, 64));
        all.add(new DebugRegister("x30", Arm64.REG_X30, 64));
        all.add(new DebugRegister("sp", Arm64.REG_SP, 64));
        all.add(new DebugRegister("pc", Arm64.REG_PC, 64));
        all.add(new DebugRegister("cpsr", Arm64.REG_PSTATE, 32));
        for (int i = 0; i < 32; i++) {
            all.add(new DebugRegister("v" + i, Arm64.REG_Q0 + i, 128));
        }
        all.add(new DebugRegister("fpsr", Arm64.REG_FPSR, 32));
        all.add(new DebugRegister("fpcr", Arm64.REG_FPCR, 32));
        all.add(new DebugRegister("SP_EL0", Arm64.REG_SP_EL0, 64));
        all.add(new DebugRegister("TPIDR_EL0", Arm64.REG_TPIDR_EL0, 64));
        all.add(new DebugRegister("TPIDR_EL1", Arm64.REG_TPIDR_EL1, 64));
        all.add(new DebugRegister("TTBR0_EL1", Arm64.REG_TTBR0_EL1, 64));
        all.add(new DebugRegister("TTBR1_EL1", Arm64.REG_TTBR1_EL1, 64));
        all.add(new DebugRegister("VBAR_EL1", Arm64.REG_VBAR_EL1, 64));
        all.add(new DebugRegister("ELR_EL1", Arm64.REG_ELR_EL1, 64));
        all.add(new DebugRegister("CPACR_EL1", Arm64.REG_CPACR_EL1, 64));
        all.add(new DebugRegister("MAIR_EL1", Arm64.REG_MAIR_EL1, 64));
        return List.copyOf(all);
    }
}
