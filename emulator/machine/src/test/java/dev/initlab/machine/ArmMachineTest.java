package dev.initlab.machine;

import java.io.ByteArrayOutputStream;

import dev.initlab.machine.device.Pl011;
import dev.initlab.machine.device.PowerRegister;
import dev.initlab.machine.device.PowerSwitch;
import dev.initlab.machine.device.SerialLine;
import dev.initlab.machine.device.Sp804;
import dev.initlab.unicorn.Arm;
import dev.initlab.unicorn.Engine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The same machine interface on ARMv7-A instructions. */
class ArmMachineTest {
    private static final long TEXT = 0xc000_8000L;
    private static final long STUBS = 0xc010_0000L;
    private static final long STACK = 0xf080_4000L;
    private static final long UART = 0xf100_0000L;
    private static final long POWER = 0xf101_0000L;
    private static final long TIMER = 0xf102_0000L;
    /** str r1, [r0]; mov r2, #0xe2; str r2, [r0, #8]: periodic, with interrupts. */
    private static final int[] PROGRAM_TIMER = {0xe5801000, 0xe3a020e2, 0xe5802008};
    private static final int SP804_LINE = 34;
    private static final long USER_TEXT = 0x1_0000;
    private static final long USER_STACK = 0xbeff_f000L;
    private static final int BX_LR = 0xe12fff1e;
    private static final int NOP = 0xe320f000;
    private static final int WFI = 0xe320f003;
    private static final int SVC = 0xef000000;

    private final RecordingTraps traps = new RecordingTraps();
    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
    private Machine machine;
    private Vcpu vcpu;

    @BeforeEach
    void open() {
        machine = Machine.openHosted(Architecture.ARM, 16 << 20, new Vcpu.Stubs(STUBS, 16, 4), traps,
                new SerialLine(sent::write));
        vcpu = machine.vcpu();
        AddressSpace kernel = machine.mmu().kernelSpace();
        kernel.map(TEXT, 0x4010_0000, Protection.READ | Protection.EXECUTE);
        kernel.map(STUBS, 0x4010_1000, Protection.READ | Protection.EXECUTE);
        kernel.map(STACK - 0x4000, 0x4011_0000, 0x4000, Protection.READ | Protection.WRITE);
        kernel.map(UART, Pl011.BASE, Protection.READ | Protection.WRITE);
        kernel.map(POWER, PowerRegister.BASE, Protection.READ | Protection.WRITE);
        kernel.map(TIMER, Sp804.BASE, Protection.READ | Protection.WRITE);
        vcpu.sp(STACK);
        code(STUBS, BX_LR);
        code(STUBS + 16, BX_LR);
    }

    @AfterEach
    void close() {
        machine.close();
        assertThat(Engine.openEngines()).isZero();
    }

    @Test
    void callsAFunctionWithArgumentsInRegistersAndOnTheStack() {
        // add r0, r0, r3; ldr r1, [sp]; add r0, r0, r1; ldr r1, [sp, #4]; add r0, r0, r1; bx lr
        code(TEXT, 0xe0800003, 0xe59d1000, 0xe0800001, 0xe59d1004, 0xe0800001, BX_LR);
        assertThat(vcpu.call(TEXT, 1, 0, 0, 20, 300, 4000)).isEqualTo(4321);
        assertThat(vcpu.call(TEXT, 0, 0, 0, -1, 0, -1)).as("zero-extended").isEqualTo(0xffff_fffeL);
        assertThat(vcpu.sp()).isEqualTo(STACK);
    }

    @Test
    void callsAThumbFunction() {
        thumb(TEXT, 0xf100, 0x0001, 0x4770); // add.w r0, r0, #1; bx lr
        assertThat(vcpu.call(TEXT + 1, 41)).isEqualTo(42);
    }

    @Test
    void answersHypercallsInsideAndOutside() {
        // push {fp, lr}; bl stub1; add r0, r0, #1; pop {fp, pc}
        code(TEXT, 0xe92d4800, 0xeb000000 | (int) (STUBS + 16 - TEXT - 12 >> 2), 0xe2800001, 0xe8bd8800);
        traps.inside = index -> {
            vcpu.result(vcpu.argument(0) * 2);
            return true;
        };
        assertThat(vcpu.call(TEXT, 20)).isEqualTo(41);
        traps.inside = index -> false;
        traps.hypercall = index -> vcpu.result(vcpu.argument(0) * 3);
        assertThat(vcpu.call(TEXT, 20)).isEqualTo(61);
        assertThat(traps.outside).containsExactly(1);
    }

    /** {@code f(p, 0x11, 0x2222222233333333, 0x44, 0x5555555566666666, 0x77)}: pairs begin at even words. */
    @Test
    void readsVariableArgumentsOf64BitsFromPairs() {
        traps.inside = index -> {
            ArgumentReader reader = vcpu.isa().variadic(vcpu, 1);
            assertThat(reader.next32()).isEqualTo(0x11);
            assertThat(reader.next64()).isEqualTo(0x2222_2222_3333_3333L);
            assertThat(reader.next32()).isEqualTo(0x44);
            assertThat(reader.next64()).isEqualTo(0x5555_5555_6666_6666L);
            assertThat(reader.nextWord()).isEqualTo(0x8000_0077L);
            vcpu.result(1);
            return true;
        };
        assertThat(vcpu.call(STUBS, 0, 0x11, 0x3333_3333, 0x2222_2222, 0x44, 0, 0x6666_6666, 0x5555_5555, 0x8000_0077L))
                .isEqualTo(1);
    }

    @Test
    void readsAVaListFromItsPointer() {
        long list = STACK - 0x100 + 4;
        GuestMemory memory = vcpu.memory();
        memory.put32(list, 0x11);
        memory.put64(list + 4, 0x2222_2222_3333_3333L);
        memory.put32(list + 12, 0x8000_0044);
        memory.put64(list + 20, -5);
        ArgumentReader reader = vcpu.isa().vaList(memory, list);
        assertThat(reader.next32()).isEqualTo(0x11);
        assertThat(reader.next64()).isEqualTo(0x2222_2222_3333_3333L);
        assertThat(reader.nextWord()).isEqualTo(0x8000_0044L);
        assertThat(reader.next64()).isEqualTo(-5);
    }

    @Test
    void reportsFaultsExactlyAndAnyNumberOfTimes() {
        code(TEXT, NOP, 0xe5900000, BX_LR); // nop; ldr r0, [r0]; bx lr
        code(TEXT + 0x20, 0xe7f000f0); // udf #0
        code(TEXT + 0x40, 0xe1200070); // bkpt #0
        code(TEXT + 0x60, 0xe5801000, BX_LR); // str r1, [r0]
        code(TEXT + 0x80, 0xe1b02f9f, BX_LR); // ldrexd r2, r3, [r0]
        thumb(TEXT + 0xa0, 0xf3af, 0x8000, 0xde00); // nop.w; udf #0
        thumb(TEXT + 0xc0, 0xf3af, 0x8000, 0x6800, 0x4770); // nop.w; ldr r0, [r0]; bx lr
        for (int i = 0; i < 4; i++) {
            assertFault(TEXT, 0x1234, FaultKind.PAGE, Access.READ, TEXT + 4);
            assertFault(TEXT + 0xc1, 0x1234, FaultKind.PAGE, Access.READ, TEXT + 0xc4);
            assertFault(TEXT + 0x20, 0, FaultKind.UNDEFINED_INSTRUCTION, Access.EXECUTE, TEXT + 0x20);
            assertFault(TEXT + 0x40, 0, FaultKind.BREAKPOINT, Access.EXECUTE, TEXT + 0x40);
            assertFault(TEXT + 0x60, TEXT, FaultKind.PAGE, Access.WRITE, TEXT + 0x60);
            assertFault(TEXT + 0x80, STACK - 0xfe, FaultKind.ALIGNMENT, Access.READ, TEXT + 0x80);
            assertFault(TEXT + 0xa1, 0, FaultKind.UNDEFINED_INSTRUCTION, Access.EXECUTE, TEXT + 0xa4);
            assertFault(0x1234_5678, 0, FaultKind.PAGE, Access.EXECUTE, 0x1234_5678);
            assertFault(0xffff_fffcL, 0, FaultKind.PAGE, Access.EXECUTE, 0xffff_fffcL);
        }
    }

    @Test
    void runsAFaultingInstructionAgainOnceThePageIsThere() {
        thumb(TEXT, 0xf8d0, 0x0c04, 0x4770); // ldr.w r0, [r0, #0xc04]; bx lr
        traps.onFault = fault -> {
            machine.mmu().kernelSpace().map(0xbf00_0000L, 0x4012_0000, Protection.READ);
            machine.mmu().kernelSpace().memory().put32(0xbf00_0c04L, 77);
        };
        assertThat(vcpu.call(TEXT + 1, 0xbf00_0000L)).isEqualTo(77);
    }

    @Test
    void talksToTheSerialPortAndTurnsItselfOff() {
        // mov r2, #'A'; str r2, [r0]; ldr r3, [r0, #0x18]; movw r2, #0x5555; str r2, [r1]; mov r0, r3; bx lr
        code(TEXT, 0xe3a02041, 0xe5802000, 0xe5903018, 0xe3052555, 0xe5812000, 0xe1a00003, BX_LR);
        assertThat(vcpu.call(TEXT, UART, POWER)).isEqualTo(0x90);
        assertThat(sent.toString()).isEqualTo("A");
        assertThat(machine.power().state()).isEqualTo(PowerSwitch.State.OFF);
    }

    @Test
    void waitsForAnInterruptOutsideTheEngine() {
        code(TEXT, WFI, BX_LR);
        assertThatThrownBy(() -> vcpu.call(TEXT)).hasMessage("halted");
    }

    /** The engine takes both for invalid, once they are carried out. */
    @Test
    void passesHints() {
        code(TEXT, 0xe320f001, 0xe320f002, 0xe3a00007, BX_LR); // yield; wfe; mov r0, #7; bx lr
        assertThat(vcpu.call(TEXT)).isEqualTo(7);
        code(TEXT + 0x20, 0xe320f001, 0xe7f000f0); // yield; udf #0
        for (int i = 0; i < 2; i++) {
            assertFault(TEXT + 0x20, 0, FaultKind.UNDEFINED_INSTRUCTION, Access.EXECUTE, TEXT + 0x24);
            assertFault(TEXT + 0x24, 0, FaultKind.UNDEFINED_INSTRUCTION, Access.EXECUTE, TEXT + 0x24);
        }
    }

    @Test
    void runsUserCodeInAnAddressSpaceOfItsOwn() {
        AddressSpace one = userSpace(0x4020_0000L);
        AddressSpace two = userSpace(0x4030_0000L);
        // mov r7, #20; svc #0; mov r7, #1; svc #0
        code(one.memory(), USER_TEXT, 0xe3a07014, SVC, 0xe3a07001, SVC);
        code(two.memory(), USER_TEXT, 0xe3a07015, SVC, 0xe3a07002, SVC);
        try (UserContext a = vcpu.newUserContext(USER_TEXT, USER_STACK);
                UserContext b = vcpu.newUserContext(USER_TEXT, USER_STACK - 0x100)) {
            machine.mmu().use(one);
            assertThat(vcpu.runUser(a)).isEqualTo(new Exit.SystemCall());
            assertThat(a.systemCallNumber()).isEqualTo(20);
            assertThat(a.pc()).isEqualTo(USER_TEXT + 8);
            machine.mmu().use(two);
            assertThat(vcpu.runUser(b)).isEqualTo(new Exit.SystemCall());
            assertThat(b.systemCallNumber()).isEqualTo(21);
            a.systemCallResult(17);
            machine.mmu().use(one);
            assertThat(vcpu.runUser(a)).isEqualTo(new Exit.SystemCall());
            assertThat(a.systemCallNumber()).isEqualTo(1);
            assertThat(a.systemCallArgument(0)).isEqualTo(17);
            assertThat(a.sp()).isEqualTo(USER_STACK);
            assertThat(b.sp()).isEqualTo(USER_STACK - 0x100);
        }
    }

    /** An {@code if-then} block around the call: the engine keeps its state in no register. */
    @Test
    void goesOnInThumbCodeAfterASystemCall() {
        AddressSpace space = userSpace(0x4020_0000L);
        machine.mmu().use(space);
        // cmp r0, r0; itttt eq; moveq r7, #20; svceq #0; addeq r0, #1; svceq #0; bkpt #0
        thumb(space.memory(), USER_TEXT, 0x4280, 0xbf01, 0x2714, 0xdf00, 0x3001, 0xdf00, 0xbe00);
        try (UserContext user = vcpu.newUserContext(USER_TEXT + 1, USER_STACK)) {
            assertThat(vcpu.runUser(user)).isEqualTo(new Exit.SystemCall());
            assertThat(user.systemCallNumber()).isEqualTo(20);
            assertThat(user.pc()).isEqualTo(USER_TEXT + 8);
            user.systemCallResult(40);
            vcpu.sp(STACK);
            code(TEXT, 0xe2800001, BX_LR); // add r0, r0, #1; bx lr
            assertThat(vcpu.call(TEXT, 1)).isEqualTo(2);
            assertThat(vcpu.runUser(user)).isEqualTo(new Exit.SystemCall());
            assertThat(user.systemCallArgument(0)).isEqualTo(41);
            assertThat(vcpu.runUser(user)).isInstanceOfSatisfying(Exit.Faulted.class, e ->
                    assertThat(e.fault().pc()).isEqualTo(USER_TEXT + 12));
        }
    }

    @Test
    void keepsUserCodeOutOfTheKernelAndPrivilegedInstructions() {
        code(TEXT, 0xe5900000, BX_LR); // ldr r0, [r0]; bx lr
        assertThat(vcpu.call(TEXT, TEXT)).isEqualTo(0xe590_0000L); // the kernel's TLB now knows the page
        AddressSpace space = userSpace(0x4020_0000L);
        machine.mmu().use(space);
        code(space.memory(), USER_TEXT, 0xe5900000); // ldr r0, [r0]
        code(space.memory(), USER_TEXT + 0x10, 0xee110f10); // mrc p15, 0, r0, c1, c0, 0: SCTLR
        code(space.memory(), USER_TEXT + 0x20, 0xe7f000f0); // udf
        code(space.memory(), USER_TEXT + 0x30, 0xe5801000); // str r1, [r0]
        code(space.memory(), USER_TEXT + 0x40, 0xee0d0f70); // mcr p15, 0, r0, c13, c0, 3: TPIDRURO
        code(space.memory(), USER_TEXT + 0x60, 0xec510f0e); // mrrc p15, 0, r0, r1, c14: CNTPCT
        code(space.memory(), USER_TEXT + 0x70, 0xee190f1d); // mrc p15, 0, r0, c9, c13, 0: PMCCNTR
        code(space.memory(), USER_TEXT + 0x80, 0xe121f000, 0xee110f10); // msr cpsr_c, r0; mrc SCTLR
        for (int i = 0; i < 3; i++) {
            assertUserFault(0, TEXT, FaultKind.PAGE, Access.READ, 0);
            assertUserFault(0x10, 0, FaultKind.UNDEFINED_INSTRUCTION, Access.EXECUTE, 0x10);
            assertUserFault(0x20, 0, FaultKind.UNDEFINED_INSTRUCTION, Access.EXECUTE, 0x20);
            assertUserFault(0x30, USER_TEXT, FaultKind.PAGE, Access.WRITE, 0x30);
            assertUserFault(0x40, 0, FaultKind.UNDEFINED_INSTRUCTION, Access.EXECUTE, 0x40);
            assertUserFault(0x60, 0, FaultKind.UNDEFINED_INSTRUCTION, Access.EXECUTE, 0x60);
            assertUserFault(0x70, 0, FaultKind.UNDEFINED_INSTRUCTION, Access.EXECUTE, 0x70);
            assertUserFault(0x80, 0x1d3, FaultKind.UNDEFINED_INSTRUCTION, Access.EXECUTE, 0x84);
        }
        vcpu.sp(STACK);
        assertThat(vcpu.call(TEXT, TEXT)).as("the kernel works as before").isEqualTo(0xe590_0000L);
    }

    /** The engine's own counter is the host's; it was seen to trap in user mode with CNTKCTL = 0. */
    @Test
    void userCodeReadsVirtualTime() {
        AddressSpace space = userSpace(0x4020_0000L);
        machine.mmu().use(space);
        code(space.memory(), USER_TEXT, 0xec510f1e, // mrrc p15, 1, r0, r1, c14: CNTVCT
                0xe2566001, 0x1afffffd, // L: subs r6, r6, #1; bne L
                0x0c532f1e, 0xee1e4f10, SVC); // mrrceq p15, 1, r2, r3, c14; mrc p15, 0, r4, c14, c0, 0: CNTFRQ
        try (UserContext user = vcpu.newUserContext(USER_TEXT, USER_STACK)) {
            user.register(Arm.REG_R0 + 6, 100_000);
            long before = machine.clock().now();
            assertThat(vcpu.runUser(user)).isEqualTo(new Exit.SystemCall());
            assertThat(user.register(Arm.REG_R0) * 16).isBetween(before, before + 64);
            assertThat(user.register(Arm.REG_R1)).isZero();
            assertThat(user.register(Arm.REG_R2) * 16).isBetween(before + 800_000, machine.clock().now());
            assertThat(user.register(Arm.REG_R3)).isZero();
            assertThat(user.register(Arm.REG_R4)).isEqualTo(62_500_000);
            assertThat(user.sp()).isEqualTo(USER_STACK);
        }
    }

    @Test
    void thumbCodeReadsVirtualTimeInsideAnItBlock() {
        AddressSpace space = userSpace(0x4020_0000L);
        machine.mmu().use(space);
        // cmp r0, r0; itte eq; mrrceq p15, 1, r1, lr, c14; moveq r5, #5; movne r5, #6; svc #0
        code(space.memory(), USER_TEXT, 0xbf06_4280, 0x1f1e_ec5e, 0x2506_2505, 0xdf00_df00);
        try (UserContext user = vcpu.newUserContext(USER_TEXT | 1, USER_STACK)) {
            user.register(Arm.REG_R1, -1);
            user.register(Arm.REG_LR, -1);
            long before = machine.clock().now();
            assertThat(vcpu.runUser(user)).isEqualTo(new Exit.SystemCall());
            assertThat(user.register(Arm.REG_R1) * 16).isBetween(before - 16, before + 64);
            assertThat(user.register(Arm.REG_LR)).isZero();
            assertThat(user.register(Arm.REG_R5)).isEqualTo(5);
            assertThat(user.pc()).isEqualTo(USER_TEXT + 14);
        }
    }

    @Test
    void keepsFloatingPointRegistersAndTheThreadPointerWithTheUser() {
        AddressSpace space = userSpace(0x4020_0000L);
        machine.mmu().use(space);
        // vmov d16, r0, r1; svc; vadd.f64 d16, d16, d16 (of 1.5); vmov r0, r1, d16; mrc p15, 0, r2, c13, c0, 3; svc
        code(space.memory(), USER_TEXT, 0xec410b30, SVC, 0xee700ba0, 0xec510b30, 0xee1d2f70, SVC);
        try (UserContext a = vcpu.newUserContext(USER_TEXT, USER_STACK);
                UserContext b = vcpu.newUserContext(USER_TEXT, USER_STACK)) {
            a.register(Arm.REG_R1, 0x3ff8_0000L); // 1.5
            b.register(Arm.REG_R1, 0x4000_0000L); // 2.0
            a.threadPointer(0x1111);
            b.threadPointer(0x8000_2222L);
            assertThat(vcpu.runUser(a)).isEqualTo(new Exit.SystemCall());
            assertThat(vcpu.runUser(b)).isEqualTo(new Exit.SystemCall());
            assertThat(vcpu.runUser(a)).isEqualTo(new Exit.SystemCall());
            assertThat(vcpu.runUser(b)).isEqualTo(new Exit.SystemCall());
            assertThat(a.register(Arm.REG_R1)).as("3.0").isEqualTo(0x4008_0000L);
            assertThat(b.register(Arm.REG_R1)).as("4.0").isEqualTo(0x4010_0000L);
            assertThat(a.register(Arm.REG_R2)).isEqualTo(0x1111);
            assertThat(b.register(Arm.REG_R2)).isEqualTo(0x8000_2222L);
            assertThat(b.threadPointer()).isEqualTo(0x8000_2222L);
        }
    }

    @Test
    void callsKernelFunctionsBetweenTwoRunsOfUserCode() {
        code(TEXT, 0xe2800001, BX_LR); // add r0, r0, #1; bx lr
        AddressSpace space = userSpace(0x4020_0000L);
        machine.mmu().use(space);
        // L: svc #0; subs r1, r0, #5; bne L; bkpt
        code(space.memory(), USER_TEXT, SVC, 0xe2501005, 0x1afffffc, 0xe1200070);
        try (UserContext user = vcpu.newUserContext(USER_TEXT, USER_STACK)) {
            user.register(Arm.REG_LR, 0x1234);
            long value = 0;
            while (vcpu.runUser(user) instanceof Exit.SystemCall) {
                vcpu.sp(STACK);
                value = vcpu.call(TEXT, value);
                user.systemCallResult(value);
            }
            assertThat(value).isEqualTo(5);
            assertThat(user.sp()).isEqualTo(USER_STACK);
            assertThat(user.register(Arm.REG_LR)).isEqualTo(0x1234);
        }
    }

    @Test
    void theTimerInterruptsAtItsTimeAndTheCodeGoesOn() {
        code(TEXT, PROGRAM_TIMER);
        // ldr r4, [sp]; mov r3, #0; L: add r3, r3, #1; cmp r3, r4; bne L; mov r0, r3; bx lr
        code(TEXT + 12, 0xe59d4000, 0xe3a03000, 0xe2833001, 0xe1530004, 0x1afffffc, 0xe1a00003, BX_LR);
        long[] expected = {0};
        int[] seen = {0};
        traps.interrupt = line -> {
            assertThat(line).isEqualTo(SP804_LINE);
            if (seen[0]++ > 0) {
                assertThat(machine.clock().now()).isEqualTo(expected[0]);
            }
            expected[0] = machine.timer().next();
        };
        assertThat(vcpu.call(TEXT, TIMER, 100, 0, 0, 1_000_000)).isEqualTo(1_000_000);
        assertThat(seen[0]).isEqualTo((int) (machine.clock().now() / 100_000)).isGreaterThan(100);
    }

    @Test
    void anInterruptWaitsUntilTheProcessorListens() {
        code(TEXT, PROGRAM_TIMER);
        // ldr r5, [sp]; ldr r6, [sp, #4]; cpsid i; L: subs r5, r5, #1; bne L; cpsie i; L: subs r6, r6, #1; bne L; bx lr
        code(TEXT + 12, 0xe59d5000, 0xe59d6004, 0xf10c0080, 0xe2555001, 0x1afffffd, 0xf1080080, 0xe2566001,
                0x1afffffd, BX_LR);
        traps.interrupt = line -> {
            assertThat(vcpu.register(Arm.REG_R5)).as("the part without interrupts is over").isZero();
            throw new RecordingTraps.Unwound("interrupt " + line, null);
        };
        assertThatThrownBy(() -> vcpu.call(TEXT, TIMER, 100, 0, 0, 1_000_000, 500_000))
                .hasMessage("interrupt " + SP804_LINE);
    }

    @Test
    void userCodeIsInterruptedWhateverTheKernelLetsIn() {
        code(TEXT, PROGRAM_TIMER);
        code(TEXT + 12, 0xf10c0080, BX_LR); // cpsid i; bx lr
        vcpu.call(TEXT, TIMER, 100);
        AddressSpace space = userSpace(0x4020_0000L);
        code(space.memory(), USER_TEXT, 0xeafffffe); // b .
        machine.mmu().use(space);
        try (UserContext user = vcpu.newUserContext(USER_TEXT, USER_STACK)) {
            assertThat(vcpu.runUser(user)).isEqualTo(new Exit.Interrupted(SP804_LINE));
            assertThat(vcpu.runUser(user)).isEqualTo(new Exit.Interrupted(SP804_LINE));
            assertThat(user.pc()).isEqualTo(USER_TEXT);
        }
    }

    private AddressSpace userSpace(long physical) {
        AddressSpace space = machine.mmu().newUserSpace();
        space.map(USER_TEXT, physical, Protection.READ | Protection.EXECUTE | Protection.USER);
        space.map(USER_STACK - 0x1000, physical + 0x1000, Protection.READ | Protection.WRITE | Protection.USER);
        return space;
    }

    private void assertFault(long function, long argument, FaultKind kind, Access access, long pc) {
        assertThatThrownBy(() -> vcpu.call(function, argument)).isInstanceOfSatisfying(RecordingTraps.Unwound.class, e -> {
            assertThat(e.fault.kind()).isEqualTo(kind);
            assertThat(e.fault.access()).isEqualTo(access);
            assertThat(e.fault.pc()).isEqualTo(pc);
            switch (kind) {
                case PAGE -> assertThat(e.fault.address()).isEqualTo(access == Access.EXECUTE ? function : argument);
                case ALIGNMENT -> assertThat(e.fault.address()).isEqualTo(argument);
                default -> assertThat(e.fault.address()).isEqualTo(pc);
            }
        });
    }

    private void assertUserFault(long offset, long argument, FaultKind kind, Access access, long at) {
        try (UserContext user = vcpu.newUserContext(USER_TEXT + offset, USER_STACK)) {
            user.register(Arm.REG_R0, argument);
            assertThat(vcpu.runUser(user)).isInstanceOfSatisfying(Exit.Faulted.class, e -> {
                assertThat(e.fault().kind()).isEqualTo(kind);
                assertThat(e.fault().access()).isEqualTo(access);
                assertThat(e.fault().pc()).isEqualTo(USER_TEXT + at);
                assertThat(e.fault().privilege()).isEqualTo(Privilege.USER);
            });
        }
    }

    private void code(long address, int... instructions) {
        code(machine.mmu().kernelSpace().memory(), address, instructions);
    }

    private static void code(GuestMemory memory, long address, int... instructions) {
        for (int i = 0; i < instructions.length; i++) {
            memory.put32(address + 4L * i, instructions[i]);
        }
    }

    private void thumb(long address, int... halves) {
        thumb(machine.mmu().kernelSpace().memory(), address, halves);
    }

    private static void thumb(GuestMemory memory, long address, int... halves) {
        for (int i = 0; i < halves.length; i++) {
            memory.putByte(address + 2L * i, halves[i] & 0xff);
            memory.putByte(address + 2L * i + 1, halves[i] >>> 8);
        }
    }
}
