package dev.initlab.machine.arm;

import java.util.ArrayList;
import java.util.List;

import dev.initlab.machine.DebugRegister;
import dev.initlab.unicorn.Arm;

/** The registers of arm in gdb's order: core, VFP, system registers. */
final class ArmDebugRegisters {
    static final List<DebugRegister> ALL = all();

    private ArmDebugRegisters() {
    }

    private static List<DebugRegister> all() {
        List<DebugRegister> all = new ArrayList<>();
        for (int i = 0; i < 13; i++) {
            all.add(new DebugRegister("r" + i, Arm.REG_R0 + i, 32));
        }
        all.add(new DebugRegister("sp", Arm.REG_SP, 32));
        all.add(new DebugRegister("lr", Arm.REG_LR, 32));
        all.add(new DebugRegister("pc", Arm.REG_PC, 32));
        all.add(new DebugRegister("cpsr", Arm.REG_CPSR, 32));
        for (int i = 0; i < 32; i++) {
            all.add(new DebugRegister("d" + i, Arm.REG_D0 + i, 64));
        }
        all.add(new DebugRegister("fpscr", Arm.REG_FPSCR, 32));
        all.add(new DebugRegister("SPSR", Arm.REG_SPSR, 32));
        all.add(new DebugRegister("FPEXC", Arm.REG_FPEXC, 32));
        all.add(new DebugRegister("CPACR", Arm.REG_C1_C0_2, 32));
        all.add(new DebugRegister("TPIDRURO", Arm.REG_C13_C0_3, 32));
        return List.copyOf(all);
    }
}
