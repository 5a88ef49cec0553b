package dev.initlab.unicorn;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@ExtendWith(NoEngineLeft.class)
class HookTest {
    private static final long ALL_BEGIN = 1;
    private static final long ALL_END = 0;

    private final List<String> seen = new ArrayList<>();

    private void see(Object... what) {
        StringBuilder line = new StringBuilder();
        for (Object part : what) {
            line.append(line.isEmpty() ? "" : " ");
            line.append(part instanceof Long number ? Long.toHexString(number) : part);
        }
        seen.add(line.toString());
    }

    @Test
    void interrupts() {
        try (Engine engine = Guest.x86(0xcd, 0x80, 0xcc, 0x90)) {
            engine.onInterrupt((uc, number) -> see("interrupt", number, uc.register(X86.REG_RIP)));
            Guest.run(engine, 4);
        }
        assertThat(seen).containsExactly("interrupt 128 1002", "interrupt 3 1003");
    }

    @Test
    void supervisorCallsOfArm64() {
        try (Engine engine = Guest.arm64(0xd4000001, 0xd503201f)) { // svc 0; nop
            engine.onInterrupt((uc, number) -> see("interrupt", number, uc.register(Arm64.REG_PC)));
            Guest.run(engine, 8);
        }
        assertThat(seen).containsExactly("interrupt 2 1004");
    }

    @Test
    void invalidInstructions() {
        try (Engine engine = Guest.x86(0x0f, 0x0b, 0x90)) { // ud2
            engine.onInvalidInstruction(uc -> {
                see("invalid", uc.register(X86.REG_RIP));
                return false;
            });
            // Which of the two codes depends on the version of libunicorn.
            assertThat(Guest.run(engine, 3)).isIn(ErrorCode.INSN_INVALID, ErrorCode.EXCEPTION);
        }
        assertThat(seen).containsExactly("invalid 1000");
    }

    @Test
    void codeInARange() {
        try (Engine engine = Guest.x86(0x90, 0x48, 0x89, 0xc0, 0x90, 0x90)) {
            engine.onCode(Guest.CODE + 1, Guest.CODE + 4, (uc, address, size) -> see("code", address, size));
            Guest.run(engine, 6);
        }
        assertThat(seen).containsExactly("code 1001 3", "code 1004 1");
    }

    @Test
    void blocks() {
        try (Engine engine = Guest.x86(0xb9, 2, 0, 0, 0, 0xff, 0xc9, 0x75, 0xfc, 0x90)) { // loop twice
            engine.onBlock(ALL_BEGIN, ALL_END, (uc, address, size) -> see("block", address, size));
            Guest.run(engine, 10);
        }
        assertThat(seen).containsExactly("block 1000 9", "block 1005 4", "block 1009 1");
    }

    @Test
    void memoryAccesses() {
        try (Engine engine = Guest.x86(0x8b, 0x07, 0x66, 0x89, 0x07)) { // mov eax, [rdi]; mov [rdi], ax
            Guest.writeLong(engine, Guest.DATA, 0x55667788);
            engine.register(X86.REG_RDI, Guest.DATA);
            engine.onMemory(Set.of(HookType.MEM_READ, HookType.MEM_WRITE), Guest.DATA, Guest.DATA + 7,
                (uc, access, address, size, value) -> see(access, address, size,
                    access == MemoryAccess.WRITE ? value : ""));
            engine.onMemory(Set.of(HookType.MEM_READ_AFTER), ALL_BEGIN, ALL_END,
                (uc, access, address, size, value) -> see(access, address, size, value));
            engine.onMemory(Set.of(HookType.MEM_READ, HookType.MEM_WRITE), 0x9000, 0x9fff,
                (uc, access, address, size, value) -> see("elsewhere"));
            Guest.run(engine, 5);
        }
        assertThat(seen).containsExactly("READ 8000 4 ", "READ_AFTER 8000 4 55667788", "WRITE 8000 2 7788");
    }

    @Test
    void finishedReadsAreSeenEachTime() {
        try (Engine engine = Guest.x86(0x8b, 0x07, 0x8b, 0x07)) { // mov eax, [rdi], twice
            engine.register(X86.REG_RDI, Guest.DATA);
            engine.onMemory(Set.of(HookType.MEM_READ_AFTER), ALL_BEGIN, ALL_END,
                (uc, access, address, size, value) -> see(access, value));
            Guest.writeLong(engine, Guest.DATA, 5);
            Guest.run(engine, 4);
        }
        assertThat(seen).containsExactly("READ_AFTER 5", "READ_AFTER 5");
    }

    @Test
    void unmappedAccessesCanBeMended() {
        try (Engine engine = Guest.x86(0x8b, 0x07, 0x89, 0x06, 0xff, 0xe2)) { // load, store, jmp rdx
            engine.register(X86.REG_RDI, 0x100000);
            engine.register(X86.REG_RSI, 0x200000);
            engine.register(X86.REG_RDX, 0x300000);
            engine.onInvalidMemory(HookType.MEM_UNMAPPED, (uc, access, address, size, value) -> {
                see(access, address, size);
                uc.map(address & -4096L, 0x1000, Permission.ALL);
                return true;
            });
            assertThat(engine.run(Guest.CODE, 0x300000, 0, 0)).isEqualTo(ErrorCode.OK);
            engine.run(0x400000, 0x400002, 0, 0);
        }
        assertThat(seen).containsExactly("READ_UNMAPPED 100000 4", "WRITE_UNMAPPED 200000 4",
            "FETCH_UNMAPPED 400000 1");
    }

    @Test
    void protectedAccessesAreSeen() {
        try (Engine engine = Guest.x86(0x8b, 0x07, 0x89, 0x06, 0xff, 0xe2)) {
            engine.map(0x100000, 0x1000, Permission.WRITE);
            engine.map(0x200000, 0x1000, Permission.READ);
            engine.map(0x300000, 0x1000, Permission.READ);
            engine.onInvalidMemory(HookType.MEM_PROT, (uc, access, address, size, value) -> {
                see(access, address, size);
                return false;
            });
            engine.register(X86.REG_RDI, 0x100000);
            assertThat(engine.run(Guest.CODE, Guest.CODE + 2, 0, 0)).isEqualTo(ErrorCode.READ_PROT);
            engine.register(X86.REG_RSI, 0x200000);
            assertThat(engine.run(Guest.CODE + 2, Guest.CODE + 4, 0, 0)).isEqualTo(ErrorCode.WRITE_PROT);
            engine.register(X86.REG_RDX, 0x300000);
            assertThat(engine.run(Guest.CODE + 4, 0, 0, 0)).isEqualTo(ErrorCode.FETCH_PROT);
        }
        assertThat(seen).containsExactly("READ_PROT 100000 4", "WRITE_PROT 200000 4", "FETCH_PROT 300000 1");
    }

    @Test
    void systemCallInstructions() {
        try (Engine engine = Guest.x86(0x0f, 0x05, 0x90)) {
            engine.onSyscall(uc -> see("syscall", uc.register(X86.REG_RIP)));
            Guest.run(engine, 3);
        }
        try (Engine engine = Engine.open(Arch.X86, Mode.MODE_32)) {
            engine.map(0, Guest.SIZE, Permission.ALL);
            engine.write(Guest.CODE, Guest.bytes(0x0f, 0x34, 0x90));
            engine.onSysenter(uc -> see("sysenter", uc.register(X86.REG_EIP)));
            Guest.run(engine, 3);
        }
        assertThat(seen).containsExactly("syscall 1000", "sysenter 1000");
    }

    @Test
    void portsInAndOut() {
        try (Engine engine = Guest.x86(0x66, 0xe5, 0x71, // in ax, 0x71
                0xe7, 0x80)) { // out 0x80, eax
            engine.register(X86.REG_EAX, 0xdead0000L);
            engine.onIn((uc, port, size) -> {
                see("in", port, size);
                return 0x1beef;
            });
            engine.onOut((uc, port, size, value) -> see("out", port, size, value));
            Guest.run(engine, 5);
        }
        assertThat(seen).containsExactly("in 113 2", "out 128 4 deadbeef");
    }

    @Test
    void cpuid() {
        try (Engine engine = Guest.x86(0x0f, 0xa2, 0x90)) {
            boolean[] overwrite = {true};
            engine.onCpuid(uc -> {
                uc.register(X86.REG_RBX, 0x756e6547);
                see("cpuid");
                return overwrite[0];
            });
            Guest.run(engine, 3);
            assertThat(engine.register(X86.REG_RBX)).isEqualTo(0x756e6547);
            engine.register(X86.REG_RAX, 1);
            overwrite[0] = false;
            Guest.run(engine, 3);
            assertThat(engine.register(X86.REG_RBX)).isNotEqualTo(0x756e6547);
        }
        assertThat(seen).containsExactly("cpuid", "cpuid");
    }

    @Test
    void systemRegisterInstructionsOfArm64() {
        try (Engine engine = Guest.arm64(0xd5380003, // mrs x3, midr_el1
                0xd518d084, // msr tpidr_el1, x4
                0xd508871f, // tlbi vmalle1
                0xd503201f)) {
            engine.register(Arm64.REG_X4, 0x4444);
            engine.onMrs((uc, register, reg, value) -> {
                see("mrs", register - Arm64.REG_X0, reg);
                uc.register(register, 0x1234);
                return true;
            });
            engine.onMsr((uc, register, reg, value) -> {
                see("msr", register - Arm64.REG_X0, reg, value);
                return false;
            });
            engine.onSys((uc, register, reg, value) -> {
                see("sys", reg);
                return false;
            });
            assertThat(Guest.run(engine, 16)).isEqualTo(ErrorCode.OK);
            assertThat(engine.register(Arm64.REG_X3)).isEqualTo(0x1234);
            assertThat(engine.register(Arm64.REG_TPIDR_EL1)).isEqualTo(0x4444);
        }
        assertThat(seen).containsExactly("mrs 3 " + new Arm64CpReg(3, 0, 0, 0, 0),
            "msr 4 " + new Arm64CpReg(3, 0, 13, 0, 4) + " 4444", "sys " + new Arm64CpReg(1, 0, 8, 7, 0));
    }

    @Test
    void sysl() {
        try (Engine engine = Guest.arm64(0xd52b7425, 0xd503201f)) { // sysl x5, #3, c7, c4, #1
            engine.onSysl((uc, register, reg, value) -> {
                see("sysl", register - Arm64.REG_X0, reg);
                uc.register(register, 55);
                // The processor has no such operation: the engine would not go past it by itself.
                uc.register(Arm64.REG_PC, uc.register(Arm64.REG_PC) + 4);
                return true;
            });
            assertThat(Guest.run(engine, 8)).isEqualTo(ErrorCode.OK);
            assertThat(engine.register(Arm64.REG_X5)).isEqualTo(55);
        }
        assertThat(seen).containsExactly("sysl 5 " + new Arm64CpReg(1, 3, 7, 4, 1));
    }

    @Test
    void edges() {
        try (Engine engine = Guest.x86(0xeb, 0x0e)) { // jmp 0x1010
            engine.write(Guest.CODE + 0x10, Guest.bytes(0x90, 0x90));
            engine.onEdgeGenerated(ALL_BEGIN, ALL_END, (uc, current, previous) -> see(previous.address(),
                previous.size(), previous.instructions(), current.address(), current.size()));
            engine.run(Guest.CODE, Guest.CODE + 0x12, 0, 0);
        }
        assertThat(seen).containsExactly("1000 2 1 1010 2");
    }

    @Test
    void comparisonsByTcgOpcode() {
        try (Engine engine = Guest.x86(0x48, 0x39, 0xd8, 0x90)) { // cmp rax, rbx
            engine.register(X86.REG_RAX, 7);
            engine.register(X86.REG_RBX, 5);
            engine.onTcgOpcode(TcgOpcode.SUB, TcgOpcode.FLAG_CMP, ALL_BEGIN, ALL_END,
                (uc, address, first, second, size) -> see(address, first, second, size));
            Guest.run(engine, 4);
        }
        assertThat(seen).containsExactly("1000 7 5 64");
    }

    @Test
    void aClosedHookIsSilent() {
        try (Engine engine = Guest.x86(0xcd, 0x80, 0x90)) {
            engine.onInterrupt((uc, number) -> see("one"));
            Hook second = engine.onInterrupt((uc, number) -> see("two"));
            Guest.run(engine, 3);
            second.close();
            second.close();
            Guest.run(engine, 3);
        }
        assertThat(seen).containsExactly("one", "two", "one");
    }

    @Test
    void aHookMayCloseItself() {
        try (Engine engine = Guest.x86(0xcd, 0x80, 0xcd, 0x80, 0x90)) {
            Hook[] self = new Hook[1];
            self[0] = engine.onInterrupt((uc, number) -> {
                see("once");
                self[0].close();
            });
            engine.onInterrupt((uc, number) -> see("always"));
            Guest.run(engine, 5);
        }
        assertThat(seen).containsExactly("once", "always", "always");
    }

    @Test
    void aHookOutlivesItsEngineHarmlessly() {
        Engine engine = Guest.x86(0x90);
        Hook hook = engine.onBlock(ALL_BEGIN, ALL_END, (uc, address, size) -> see("block"));
        engine.close();
        hook.close();
        assertThat(seen).isEmpty();
    }

    @Test
    void kindsThatDoNotFitAreRefused() {
        try (Engine engine = Guest.x86(0x90); Engine arm = Guest.arm()) {
            assertThatThrownBy(() -> engine.onMemory(Set.of(HookType.CODE), 0, 0,
                    (uc, a, b, c, d) -> see("")))
                .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> engine.onMemory(Set.of(), 0, 0, (uc, a, b, c, d) -> see("")))
                .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> engine.onInvalidMemory(HookType.MEM_VALID, (uc, a, b, c, d) -> true))
                .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> arm.onSyscall(uc -> see(""))).isInstanceOf(UnicornException.class)
                .extracting("code").isEqualTo(ErrorCode.HOOK);
            assertThatThrownBy(() -> engine.onMrs((uc, register, reg, value) -> true)).extracting("code")
                .isEqualTo(ErrorCode.HOOK);
        }
    }
}
