package dev.initlab.machine.x86;

import java.util.ArrayList;
import java.util.List;

import dev.initlab.machine.DebugRegister;
import dev.initlab.unicorn.X86;

/** The registers of x86-64 in gdb's order: core, SSE, segment bases, system registers. */
final class X86DebugRegisters {
    static final List<DebugRegister> ALL = all();

    private X86DebugRegisters() {
    }

    private static List<DebugRegister> all() {
        List<DebugRegister> all = new ArrayList<>();
        add(all, 64, "rax", X86.REG_RAX, "rbx", X86.REG_RBX, "rcx", X86.REG_RCX, "rdx", X86.REG_RDX, "rsi", X86.REG_RSI,
                "rdi", X86.REG_RDI, "rbp", X86.REG_RBP, "rsp", X86.REG_RSP, "r8", X86.REG_R8, "r9", X86.REG_R9,
                "r10", X86.REG_R10, "r11", X86.REG_R11, "r12", X86.REG_R12, "r13", X86.REG_R13, "r14", X86.REG_R14,
                "r15", X86.REG_R15, "rip", X86.REG_RIP);
        add(all, 32, "eflags", X86.REG_EFLAGS, "cs", X86.REG_CS, "ss", X86.REG_SS, "ds", X86.REG_DS, "es", X86.REG_ES,
                "fs", X86.REG_FS, "gs", X86.REG_GS);
        for (int i = 0; i < 8; i++) {
            add(all, 80, "st" + i, DebugRegister.UNAVAILABLE);
        }
        for (String name : List.of("fctrl", "fstat", "ftag", "fiseg", "fioff", "foseg", "fooff", "fop")) {
            add(all, 32, name, DebugRegister.UNAVAILABLE);
        }
        for (int i = 0; i < 16; i++) {
            add(all, 128, "xmm" + i, X86.REG_XMM0 + i);
        }
        add(all, 32, "mxcsr", X86.REG_MXCSR);
        add(all, 64, "fs_base", X86.REG_FS_BASE, "gs_base", X86.REG_GS_BASE,
                "cr0", X86.REG_CR0, "cr2", X86.REG_CR2, "cr3", X86.REG_CR3, "cr4", X86.REG_CR4);
        add(all, 64, "orig_rax", DebugRegister.UNAVAILABLE); // without it gdb takes no x86-64 for Linux
        return List.copyOf(all);
    }

    private static void add(List<DebugRegister> to, int bits, Object... namesAndIds) {
        for (int i = 0; i < namesAndIds.length; i += 2) {
            to.add(new DebugRegister((String) namesAndIds[i], (int) namesAndIds[i + 1], bits));
        }
    }
}
