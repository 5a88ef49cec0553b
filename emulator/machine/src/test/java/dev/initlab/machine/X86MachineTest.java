package dev.initlab.machine;

import java.io.ByteArrayOutputStream;
import java.util.HexFormat;

import dev.initlab.machine.device.Pit8254;
import dev.initlab.machine.device.PowerSwitch;
import dev.initlab.machine.device.SerialLine;
import dev.initlab.unicorn.Engine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The x86-64 machine with Java's address spaces, run on real instructions. */
class X86MachineTest {
    private static final long TEXT = 0xffff_ffff_8100_0000L;
    private static final long STUBS = 0xffff_ffff_8108_0000L;
    private static final long DATA = 0xffff_ffff_8200_0000L;
    private static final long STACK = 0xffff_c900_0000_4000L;
    private static final long USER_TEXT = 0x40_0000;
    private static final long USER_STACK = 0x7fff_0000_0000L;

    /** mov al, 0x34; out 0x43, al; mov al, 100; out 0x40, al; xor eax, eax; out 0x40, al. */
    private static final String PROGRAM_PIT = "b034 e643 b064 e640 31c0 e640".replace(" ", "");
    private static final long PIT_PERIOD = 100 * 1_000_000_000L / Pit8254.RATE;

    private final RecordingTraps traps = new RecordingTraps();
    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
    private Machine machine;
    private Vcpu vcpu;

    @BeforeEach
    void open() {
        machine = Machine.openHosted(Architecture.X86_64, 16 << 20, new Vcpu.Stubs(STUBS, 16, 4), traps,
                new SerialLine(sent::write));
        vcpu = machine.vcpu();
        AddressSpace kernel = machine.mmu().kernelSpace();
        kernel.map(TEXT, 0x10_0000, Protection.READ | Protection.EXECUTE);
        kernel.map(STUBS, 0x10_1000, Protection.READ | Protection.EXECUTE);
        kernel.map(DATA, 0x10_2000, Protection.READ | Protection.WRITE);
        kernel.map(STACK - 0x4000, 0x11_0000, 0x4000, Protection.READ | Protection.WRITE);
        vcpu.sp(STACK);
        code(STUBS, "c3" + "cc".repeat(15) + "c3" + "cc".repeat(15) + "c3");
    }

    @AfterEach
    void close() {
        machine.close();
        assertThat(Engine.openEngines()).isZero();
    }

    @Test
    void callsAFunctionWithArgumentsInRegistersAndOnTheStack() {
        // lea rax, [rdi + rsi]; add rax, r9; add rax, [rsp + 8]; add rax, [rsp + 16]; ret
        code(TEXT, "488d0437 4c01c8 4803442408 4803442410 c3");
        assertThat(vcpu.call(TEXT, 1, 2, 0, 0, 0, 30, 400, 5000)).isEqualTo(5433);
        assertThat(vcpu.sp()).isEqualTo(STACK);
    }

    @Test
    void answersAHypercallInsideTheEngine() {
        code(TEXT, callStub(0) + "ffc0 c3".replace(" ", "")); // call stub; inc eax; ret
        traps.inside = index -> {
            vcpu.result(vcpu.argument(0) * 2);
            return true;
        };
        assertThat(vcpu.call(TEXT, 20)).isEqualTo(41);
        assertThat(traps.outside).isEmpty();
    }

    @Test
    void answersAHypercallOutsideWhereTheGuestCanBeCalledAgain() {
        code(TEXT, callStub(1) + "ffc0c3");
        code(TEXT + 0x100, "8d47 07 c3".replace(" ", "")); // lea eax, [rdi + 7]; ret
        traps.hypercall = index -> vcpu.result(vcpu.call(TEXT + 0x100, vcpu.argument(0)));
        assertThat(vcpu.call(TEXT, 20)).isEqualTo(28);
        assertThat(traps.outside).containsExactly(1);
        assertThat(vcpu.sp()).isEqualTo(STACK);
    }

    @Test
    void moreCodeThanTheEngineHasRoomForIsTranslatedAnewAndCountedOnce() {
        int jumps = 300_000;
        long all = TEXT + 0x10_0000;
        byte[] code = new byte[2 * jumps + 3];
        for (int i = 0; i < jumps; i++) {
            code[2 * i] = (byte) 0xeb; // jmp to the next, which makes a block of each
        }
        System.arraycopy(bytes("ffc0c3"), 0, code, 2 * jumps, 3); // inc eax; ret
        machine.mmu().kernelSpace().map(all, 0x40_0000, 0x10_0000, Protection.READ | Protection.EXECUTE);
        machine.mmu().kernelSpace().memory().write(all, code);
        for (int run = 0; run < 2; run++) {
            vcpu.register(dev.initlab.unicorn.X86.REG_RAX, run);
            long before = vcpu.work();
            assertThat(vcpu.call(all)).isEqualTo(run + 1);
            assertThat(vcpu.work() - before).isEqualTo(code.length);
        }
    }

    @Test
    void theTimerInterruptsAtItsTimeAndTheCodeGoesOn() {
        // inc eax; cmp eax, 1000000; jne; ret
        code(TEXT, PROGRAM_PIT + "31c0 ffc0 3d40420f00 75f7 c3");
        long[] expected = {0};
        int[] seen = {0};
        traps.interrupt = line -> {
            assertThat(line).isZero();
            if (seen[0]++ > 0) {
                assertThat(machine.clock().now()).isEqualTo(expected[0]);
            }
            expected[0] = machine.timer().next();
        };
        assertThat(vcpu.call(TEXT)).isEqualTo(1_000_000);
        assertThat(seen[0]).isEqualTo((int) (machine.clock().now() / PIT_PERIOD));
    }

    @Test
    void anInterruptWaitsUntilTheProcessorListens() {
        // cli; dec ecx; jne; sti; dec edx; jne; ret
        code(TEXT, PROGRAM_PIT + "fa b940420f00 ffc9 75fc fb ba20a10700 ffca 75fc c3");
        traps.interrupt = line -> {
            assertThat(vcpu.register(dev.initlab.unicorn.X86.REG_ECX)).as("the part without interrupts is over").isZero();
            throw new RecordingTraps.Unwound("interrupt " + line, null);
        };
        assertThatThrownBy(() -> vcpu.call(TEXT)).hasMessage("interrupt 0");
    }

    @Test
    void userCodeIsInterruptedWhateverItsFlags() {
        code(TEXT, PROGRAM_PIT + "fa c3"); // ...; cli; ret
        vcpu.call(TEXT);
        AddressSpace space = userSpace(0x20_0000);
        space.memory().write(USER_TEXT, bytes("ebfe")); // jmp .
        machine.mmu().use(space);
        try (UserContext user = vcpu.newUserContext(USER_TEXT, USER_STACK)) {
            assertThat(vcpu.runUser(user)).isEqualTo(new Exit.Interrupted(0));
            assertThat(vcpu.runUser(user)).isEqualTo(new Exit.Interrupted(0));
        }
    }

    @Test
    void aDataFaultSaysItsExactAddressAndNothingIsDoneTwice() {
        GuestMemory memory = machine.mmu().kernelSpace().memory();
        memory.put64(DATA + 0x10, 0x1122_3344_5566_7788L);
        // nop; mov rax, [0x70000123]; ret
        code(TEXT, "90 488b0425 23010070 c3");
        assertThat(faultOf()).isEqualTo(new Fault(FaultKind.PAGE, Access.READ, 0x7000_0123, TEXT + 1, -1,
                Privilege.KERNEL));
        // mov rdi, DATA+0x10; mov esi, 0x70000ff8; movsq; ret
        code(TEXT + 0x100, "48c7c7 10000082 be f80f0070 48a5 c3");
        long work = vcpu.work();
        assertThat(faultOf(TEXT + 0x100)).extracting(Fault::address, Fault::access, Fault::pc)
                .containsExactly(0x7000_0ff8L, Access.READ, TEXT + 0x100 + 12);
        assertThat(vcpu.work() - work).as("bytes of one block").isEqualTo(15);
        assertThat(memory.i64(DATA + 0x10)).as("what the copy would have overwritten").isEqualTo(0x1122_3344_5566_7788L);
        assertThat(vcpu.register(dev.initlab.unicorn.X86.REG_RDI)).isEqualTo(DATA + 0x10);
        // xchg [0x70000008], rax across nothing, and a store over the end of a page
        code(TEXT + 0x200, "488904 25 fc0f0082 c3"); // mov [DATA + 0xffc], rax
        assertThat(faultOf(TEXT + 0x200)).extracting(Fault::address, Fault::access)
                .containsExactly(DATA + 0x1000, Access.WRITE);
    }

    private Fault faultOf() {
        return faultOf(TEXT);
    }

    private Fault faultOf(long function) {
        Fault[] seen = new Fault[1];
        traps.onFault = fault -> {
            seen[0] = fault;
            throw new RecordingTraps.Unwound("fault", fault);
        };
        assertThatThrownBy(() -> vcpu.call(function)).hasMessage("fault");
        return seen[0];
    }

    @Test
    void refusesTooDeepNesting() {
        code(TEXT, callStub(0) + "c3");
        traps.hypercall = index -> vcpu.call(TEXT);
        assertThatThrownBy(() -> vcpu.call(TEXT)).isInstanceOf(CallDepthException.class);
        assertThat(vcpu.depth()).isZero();
        assertThat(vcpu.sp()).isEqualTo(STACK);
    }

    @Test
    void reportsFaultsExactlyAndAnyNumberOfTimes() {
        code(TEXT, "90 8b0425 00000070 c3"); // nop; mov eax, [0x70000000]; ret
        code(TEXT + 0x20, "31c9 f7f1 c3"); // xor ecx, ecx; div ecx; ret
        code(TEXT + 0x40, "0f0b c3"); // ud2
        code(TEXT + 0x60, "890425 00000081 c3"); // mov [text], eax: read only
        code(TEXT + 0x80, "cc c3"); // int3
        for (int i = 0; i < 5; i++) {
            assertFault(TEXT, FaultKind.PAGE, Access.READ, TEXT + 1);
            assertFault(TEXT + 0x20, FaultKind.DIVIDE, Access.EXECUTE, TEXT + 0x22);
            assertFault(TEXT + 0x40, FaultKind.UNDEFINED_INSTRUCTION, Access.EXECUTE, TEXT + 0x40);
            assertFault(TEXT + 0x60, FaultKind.PAGE, Access.WRITE, TEXT + 0x60);
            assertFault(TEXT + 0x80, FaultKind.BREAKPOINT, Access.EXECUTE, TEXT + 0x80);
            assertFault(0x1234_5678, FaultKind.PAGE, Access.EXECUTE, 0x1234_5678);
        }
    }

    @Test
    void runsAFaultingInstructionAgainOnceThePageIsThere() {
        code(TEXT, "8b0425 00000070 c3");
        traps.onFault = fault -> {
            machine.mmu().kernelSpace().map(0x7000_0000, 0x12_0000, Protection.READ);
            machine.mmu().kernelSpace().memory().put32(0x7000_0000, 77);
        };
        assertThat(vcpu.call(TEXT)).isEqualTo(77);
    }

    @Test
    void runsNewCodeWhereOldCodeWasUnmapped() {
        AddressSpace kernel = machine.mmu().kernelSpace();
        for (int i = 1; i <= 3; i++) {
            kernel.map(0xffff_ffff_c000_0000L, 0x13_0000, Protection.READ | Protection.EXECUTE);
            code(0xffff_ffff_c000_0000L, "b8 0%d000000 c3".formatted(i)); // mov eax, i; ret
            assertThat(vcpu.call(0xffff_ffff_c000_0000L)).isEqualTo(i);
            kernel.unmap(0xffff_ffff_c000_0000L);
            assertThatThrownBy(() -> vcpu.call(0xffff_ffff_c000_0000L))
                    .isInstanceOf(RecordingTraps.Unwound.class);
        }
    }

    @Test
    void runsCodeThatJavaPatched() {
        code(TEXT, "b8 01000000 c3");
        assertThat(vcpu.call(TEXT)).isEqualTo(1);
        machine.mmu().kernelSpace().memory().putByte(TEXT + 1, 2);
        assertThat(vcpu.call(TEXT)).isEqualTo(2);
    }

    @Test
    void seesSelfModifyingCodeOnAPageThatIsWritableAndExecutable() {
        long page = 0xffff_ffff_c100_0000L;
        machine.mmu().kernelSpace().map(page, 0x14_0000, Protection.READ | Protection.WRITE | Protection.EXECUTE);
        code(page, "b8 01000000 c3"); // two functions in one page
        code(page + 0x100, "b8 02000000 c3");
        code(TEXT, "408837 c3"); // mov [rdi], sil; ret
        assertThat(vcpu.call(page)).isEqualTo(1);
        assertThat(vcpu.call(page + 0x100)).isEqualTo(2);
        vcpu.call(TEXT, page + 0x801, 7); // data first
        vcpu.call(TEXT, page + 1, 0x11);
        vcpu.call(TEXT, page + 0x101, 0x22);
        assertThat(vcpu.call(page)).isEqualTo(0x11);
        assertThat(vcpu.call(page + 0x100)).isEqualTo(0x22);
        vcpu.call(TEXT, page + 1, 0x33);
        assertThat(vcpu.call(page)).isEqualTo(0x33);
    }

    @Test
    void stopsWhenTheWorkIsUsedUpAndGoesOnWhenMoreIsGranted() {
        code(TEXT, "b9 10270000 ffc9 75fc b8 05000000 c3"); // mov ecx, 10000; dec ecx; jnz; mov eax, 5; ret
        vcpu.grantWork(1000);
        long before = vcpu.work();
        assertThatThrownBy(() -> vcpu.call(TEXT)).hasMessage("work exhausted");
        assertThat(vcpu.work() - before).isLessThanOrEqualTo(1000).isGreaterThan(990);
        vcpu.grantWork(1_000_000);
        before = vcpu.work();
        assertThat(vcpu.call(TEXT)).isEqualTo(5);
        long all = vcpu.work() - before;
        before = vcpu.work();
        vcpu.call(TEXT);
        assertThat(vcpu.work() - before).as("the same work each time").isEqualTo(all);
    }

    @Test
    void endsAnEndlessLoopWhenAskedFromOutside() throws Exception {
        code(TEXT, "ebfe"); // jmp .
        Thread stopper = Thread.ofPlatform().start(() -> {
            while (!vcpu.requestStop() || vcpu.depth() == 0) {
                Thread.onSpinWait();
            }
        });
        assertThatThrownBy(() -> vcpu.call(TEXT)).hasMessage("stop requested");
        stopper.interrupt();
        stopper.join(1000);
    }

    @Test
    void talksToTheSerialPortAndTurnsItselfOff() {
        // mov dx, 0x3f8; mov al, 'H'; out dx, al; mov dx, 0x3fd; in al, dx; movzx eax, al;
        // push rax; mov dx, 0x604; mov ax, 0x2000; out dx, ax; pop rax; ret
        code(TEXT, "66baf803 b048 ee 66bafd03 ec 0fb6c0 50 66ba0406 66b80020 66ef 58 c3");
        assertThat(vcpu.call(TEXT)).isEqualTo(0x60);
        assertThat(sent.toString()).isEqualTo("H");
        assertThat(machine.power().state()).isEqualTo(PowerSwitch.State.OFF);
    }

    @Test
    void runsUserCodeInAnAddressSpaceOfItsOwn() {
        AddressSpace one = userSpace(0x20_0000);
        AddressSpace two = userSpace(0x30_0000);
        // mov eax, 39; syscall; mov edi, eax; mov eax, 60; syscall
        one.memory().write(USER_TEXT, bytes("b827000000 0f05 89c7 b83c000000 0f05"));
        two.memory().write(USER_TEXT, bytes("b828000000 0f05 89c7 b83d000000 0f05"));
        try (UserContext a = vcpu.newUserContext(USER_TEXT, USER_STACK);
                UserContext b = vcpu.newUserContext(USER_TEXT, USER_STACK)) {
            machine.mmu().use(one);
            assertThat(vcpu.runUser(a)).isEqualTo(new Exit.SystemCall());
            assertThat(a.systemCallNumber()).isEqualTo(39);
            assertThat(a.pc()).isEqualTo(USER_TEXT + 7);
            machine.mmu().use(two);
            assertThat(vcpu.runUser(b)).isEqualTo(new Exit.SystemCall());
            assertThat(b.systemCallNumber()).isEqualTo(40);
            a.systemCallResult(17);
            machine.mmu().use(one);
            assertThat(vcpu.runUser(a)).isEqualTo(new Exit.SystemCall());
            assertThat(a.systemCallNumber()).isEqualTo(60);
            assertThat(a.systemCallArgument(0)).isEqualTo(17);
        }
    }

    @Test
    void keepsUserCodeOutOfTheKernelAndPrivilegedInstructions() {
        code(TEXT, "b801000000 c3");
        vcpu.call(TEXT); // the kernel's TLB now knows the page
        AddressSpace space = userSpace(0x20_0000);
        machine.mmu().use(space);
        space.memory().write(USER_TEXT, bytes("488b0425 00000081")); // mov rax, [TEXT]
        space.memory().write(USER_TEXT + 0x10, bytes("f4")); // hlt
        space.memory().write(USER_TEXT + 0x20, bytes("0f0b")); // ud2
        space.memory().write(USER_TEXT + 0x30, bytes("c60425 00004000 00")); // mov byte [USER_TEXT], 0
        for (int i = 0; i < 3; i++) {
            assertUserFault(0, FaultKind.PAGE, Access.READ);
            assertUserFault(0x10, FaultKind.PROTECTION, Access.EXECUTE);
            assertUserFault(0x20, FaultKind.UNDEFINED_INSTRUCTION, Access.EXECUTE);
            assertUserFault(0x30, FaultKind.PAGE, Access.WRITE);
        }
        vcpu.sp(STACK);
        assertThat(vcpu.call(TEXT)).as("the kernel works as before").isEqualTo(1);
    }

    @Test
    void userCodeReadsVirtualTime() {
        AddressSpace space = userSpace(0x20_0000);
        machine.mmu().use(space);
        // mov ecx, 100000; L: dec ecx; jne L; rdtsc; mov esi, eax; mov edi, edx; rdtsc; syscall
        space.memory().write(USER_TEXT, bytes("b9a0860100 ffc9 75fc 0f31 89c6 89d7 0f31 0f05"));
        try (UserContext user = vcpu.newUserContext(USER_TEXT, USER_STACK)) {
            long before = machine.clock().now();
            assertThat(vcpu.runUser(user)).isEqualTo(new Exit.SystemCall());
            assertThat(user.register(dev.initlab.unicorn.X86.REG_RDI)).isZero();
            long first = user.register(dev.initlab.unicorn.X86.REG_RSI);
            assertThat(first).isBetween(before + 400_000, machine.clock().now());
            assertThat(user.register(dev.initlab.unicorn.X86.REG_RAX)).isBetween(first, machine.clock().now());
        }
    }

    @Test
    void callsKernelFunctionsBetweenTwoRunsOfUserCode() {
        code(TEXT, "8d4701 c3"); // lea eax, [rdi + 1]; ret
        AddressSpace space = userSpace(0x20_0000);
        machine.mmu().use(space);
        // L: syscall; cmp eax, 5; jne L; hlt
        space.memory().write(USER_TEXT, bytes("0f05 83f805 75f9 f4"));
        try (UserContext user = vcpu.newUserContext(USER_TEXT, USER_STACK)) {
            long value = 0;
            while (vcpu.runUser(user) instanceof Exit.SystemCall) {
                vcpu.sp(STACK);
                value = vcpu.call(TEXT, value);
                user.systemCallResult(value);
            }
            assertThat(value).isEqualTo(5);
            assertThat(user.sp()).isEqualTo(USER_STACK);
        }
    }

    private AddressSpace userSpace(long physical) {
        AddressSpace space = machine.mmu().newUserSpace();
        space.map(USER_TEXT, physical, Protection.READ | Protection.EXECUTE | Protection.USER);
        space.map(USER_STACK - 0x1000, physical + 0x1000, Protection.READ | Protection.WRITE | Protection.USER);
        return space;
    }

    private void assertFault(long function, FaultKind kind, Access access, long pc) {
        assertThatThrownBy(() -> vcpu.call(function)).isInstanceOfSatisfying(RecordingTraps.Unwound.class, e -> {
            assertThat(e.fault.kind()).isEqualTo(kind);
            assertThat(e.fault.access()).isEqualTo(access);
            assertThat(e.fault.pc()).isEqualTo(pc);
        });
    }

    private void assertUserFault(long offset, FaultKind kind, Access access) {
        try (UserContext user = vcpu.newUserContext(USER_TEXT + offset, USER_STACK)) {
            assertThat(vcpu.runUser(user)).isInstanceOfSatisfying(Exit.Faulted.class, e -> {
                assertThat(e.fault().kind()).isEqualTo(kind);
                assertThat(e.fault().access()).isEqualTo(access);
                assertThat(e.fault().pc()).isEqualTo(USER_TEXT + offset);
                assertThat(e.fault().privilege()).isEqualTo(Privilege.USER);
            });
        }
    }

    private static String callStub(int index) {
        return "e8" + HexFormat.of().toHexDigits(Integer.reverseBytes((int) (STUBS + 16 * index - TEXT - 5)));
    }

    private void code(long address, String hex) {
        machine.mmu().kernelSpace().memory().write(address, bytes(hex));
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }
}
