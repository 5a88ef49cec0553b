package dev.initlab.machine;

import java.io.ByteArrayOutputStream;

import dev.initlab.machine.device.Pl011;
import dev.initlab.machine.device.PowerRegister;
import dev.initlab.machine.device.PowerSwitch;
import dev.initlab.machine.device.SerialLine;
import dev.initlab.machine.device.Sp804;
import dev.initlab.unicorn.Arm64;
import dev.initlab.unicorn.Engine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The same machine interface on AArch64 instructions. */
class Arm64MachineTest {
    private static final long TEXT = 0xffff_8000_0800_0000L;
    private static final long STUBS = 0xffff_8000_0810_0000L;
    private static final long STACK = 0xffff_8000_1000_4000L;
    private static final long UART = 0xffff_8000_2000_0000L;
    private static final long POWER = 0xffff_8000_2001_0000L;
    private static final long TIMER = 0xffff_8000_2002_0000L;
    /** str w1, [x0]; mov w2, #0xe2; str w2, [x0, #8]: periodic, with interrupts. */
    private static final int[] PROGRAM_TIMER = {0xb9000001, 0x52801c42, 0xb9000802};
    private static final int SP804_LINE = 34;
    private static final int RET = 0xd65f03c0;
    private static final int WFI = 0xd503207f;
    private static final int SVC = 0xd4000001;
    private static final int NOP = 0xd503201f;
    private static final long USER_TEXT = 0x40_0000;
    private static final long USER_STACK = 0xffff_f000_0000L;

    private final RecordingTraps traps = new RecordingTraps();
    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
    private Machine machine;
    private Vcpu vcpu;

    @BeforeEach
    void open() {
        machine = Machine.openHosted(Architecture.ARM64, 16 << 20, new Vcpu.Stubs(STUBS, 16, 4), traps,
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
        code(STUBS, RET);
        code(STUBS + 16, RET);
    }

    @AfterEach
    void close() {
        machine.close();
        assertThat(Engine.openEngines()).isZero();
    }

    @Test
    void callsAFunctionWithArgumentsInRegistersAndOnTheStack() {
        // add x0, x0, x7; ldr x1, [sp]; add x0, x0, x1; ldr x1, [sp, #8]; add x0, x0, x1; ret
        code(TEXT, 0x8b070000, 0xf94003e1, 0x8b010000, 0xf94007e1, 0x8b010000, RET);
        assertThat(vcpu.call(TEXT, 1, 0, 0, 0, 0, 0, 0, 20, 300, 4000)).isEqualTo(4321);
        assertThat(vcpu.sp()).isEqualTo(STACK);
    }

    @Test
    void answersHypercallsInsideAndOutside() {
        int offset = (int) ((STUBS + 16 - TEXT - 4) >> 2);
        // stp x29, x30, [sp, #-16]!; bl stub1; add x0, x0, #1; ldp x29, x30, [sp], #16; ret
        code(TEXT, 0xa9bf7bfd, 0x94000000 | offset & 0x3ffffff, 0x91000400, 0xa8c17bfd, RET);
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

    @Test
    void reportsFaultsExactlyAndAnyNumberOfTimes() {
        code(TEXT, NOP, 0xf9400000, RET); // nop; ldr x0, [x0]; ret
        code(TEXT + 0x10, 0xf9000000, RET); // str x0, [x0]; ret
        code(TEXT + 0x20, 0x00000000); // udf #0
        code(TEXT + 0x30, NOP, 0xd4000003); // nop; smc #0
        code(TEXT + 0x40, 0xd4200000); // brk #0
        code(TEXT + 0x50, 0xc85ffc00); // ldaxr x0, [x0]
        for (int i = 0; i < 4; i++) {
            assertFault(TEXT, 0x1000, FaultKind.PAGE, Access.READ, 0x1000, TEXT + 4);
            assertFault(TEXT + 0x10, TEXT, FaultKind.PAGE, Access.WRITE, TEXT, TEXT + 0x10);
            assertFault(TEXT + 0x20, 0, FaultKind.UNDEFINED_INSTRUCTION, Access.EXECUTE, TEXT + 0x20, TEXT + 0x20);
            assertFault(TEXT + 0x30, 0, FaultKind.UNDEFINED_INSTRUCTION, Access.EXECUTE, TEXT + 0x34, TEXT + 0x34);
            assertFault(TEXT + 0x40, 0, FaultKind.BREAKPOINT, Access.EXECUTE, TEXT + 0x40, TEXT + 0x40);
            long odd = STACK - 0x101 - 0x10 * i;
            assertFault(TEXT + 0x50, odd, FaultKind.ALIGNMENT, Access.READ, odd, TEXT + 0x50);
            assertFault(0x1234_5678, 0, FaultKind.PAGE, Access.EXECUTE, 0x1234_5678, 0x1234_5678);
            assertFault(TEXT + 2, 0, FaultKind.ALIGNMENT, Access.EXECUTE, TEXT + 2, TEXT + 2);
        }
    }

    @Test
    void runsUserCodeInAnAddressSpaceOfItsOwn() {
        AddressSpace one = userSpace(0x4020_0000);
        AddressSpace two = userSpace(0x4030_0000);
        code(one, 0, 0xd2801588, SVC, 0xd2800ba8, SVC); // mov x8, #172; svc #0; mov x8, #93; svc #0
        code(two, 0, 0xd28015a8, SVC, 0xd2800bc8, SVC); // 173, 94
        try (UserContext a = vcpu.newUserContext(USER_TEXT, USER_STACK);
                UserContext b = vcpu.newUserContext(USER_TEXT, USER_STACK - 64)) {
            machine.mmu().use(one);
            assertThat(vcpu.runUser(a)).isEqualTo(new Exit.SystemCall());
            assertThat(a.systemCallNumber()).isEqualTo(172);
            assertThat(a.pc()).isEqualTo(USER_TEXT + 8);
            machine.mmu().use(two);
            assertThat(vcpu.runUser(b)).isEqualTo(new Exit.SystemCall());
            assertThat(b.systemCallNumber()).isEqualTo(173);
            assertThat(b.sp()).isEqualTo(USER_STACK - 64);
            a.systemCallResult(17);
            machine.mmu().use(one);
            assertThat(vcpu.runUser(a)).isEqualTo(new Exit.SystemCall());
            assertThat(a.systemCallNumber()).isEqualTo(93);
            assertThat(a.systemCallArgument(0)).isEqualTo(17);
            assertThat(a.sp()).isEqualTo(USER_STACK);
        }
    }

    @Test
    void keepsUserCodeOutOfTheKernel() {
        code(TEXT, 0xd2800020, RET); // mov x0, #1; ret
        vcpu.call(TEXT); // the kernel's TLB now knows the page
        AddressSpace space = userSpace(0x4020_0000);
        machine.mmu().use(space);
        code(space, 0, 0xf9400020); // ldr x0, [x1]
        code(space, 0x10, 0xf9000020); // str x0, [x1]
        code(space, 0x20, 0xd61f0020); // br x1
        for (int i = 0; i < 3; i++) {
            assertUserFault(0, TEXT, FaultKind.PAGE, Access.READ, USER_TEXT);
            assertUserFault(0x10, STACK - 8, FaultKind.PAGE, Access.WRITE, USER_TEXT + 0x10);
            assertUserFault(0x10, USER_TEXT, FaultKind.PAGE, Access.WRITE, USER_TEXT + 0x10);
            assertUserFault(0x20, TEXT, FaultKind.PAGE, Access.EXECUTE, TEXT);
            assertUserFault(0x20, STUBS, FaultKind.PAGE, Access.EXECUTE, STUBS);
            assertUserFault(0x20, USER_TEXT + 0x31, FaultKind.ALIGNMENT, Access.EXECUTE, USER_TEXT + 0x31);
            assertUserFault(0x20, vcpu.isa().returnAddress(), FaultKind.PAGE, Access.EXECUTE,
                    vcpu.isa().returnAddress());
            assertUserFault(0x20, vcpu.isa().endOfRun() + 0x100, FaultKind.PAGE, Access.EXECUTE,
                    vcpu.isa().endOfRun() + 0x104);
        }
        assertThat(vcpu.call(TEXT)).as("the kernel works as before").isEqualTo(1);
        assertThat(traps.outside).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "msr daifset #2,      d50342df",
        "mrs x0 sctlr_el1,    d5381000",
        "msr sctlr_el1 x0,    d5181000",
        "msr vbar_el1 x0,     d518c000",
        "msr spsel #1,        d50041bf",
        "tlbi vmalle1,        d508871f",
        "eret,                d69f03e0",
        "hvc #0,              d4000002",
        "smc #0,              d4000003",
        "hlt #0,              d4400000",
        "mrs x0 cntpct_el0,   d53be020",
        "mrs x0 pmccntr_el0,  d53b9d00",
    })
    void userCodeHasNoPrivilegeAndNoPhysicalCounter(String name, String instruction) {
        AddressSpace space = userSpace(0x4020_0000);
        machine.mmu().use(space);
        code(space, 0, Integer.parseUnsignedInt(instruction, 16), SVC);
        for (int i = 0; i < 2; i++) {
            assertUserFault(0, 0, FaultKind.UNDEFINED_INSTRUCTION, Access.EXECUTE, USER_TEXT);
        }
    }

    /** The engine's own counter is the host's; it was seen to trap in EL0 with CNTKCTL_EL1 = 0. */
    @Test
    void userCodeReadsVirtualTime() {
        AddressSpace space = userSpace(0x4020_0000);
        machine.mmu().use(space);
        // mrs x1, cntvct_el0; L: subs w2, w2, #1; b.ne L; mrs x3, cntvct_el0; mrs x4, cntfrq_el0; mrs xzr, cntvct_el0; svc
        code(space, 0, 0xd53be041, 0x71000442, 0x54ffffe1, 0xd53be043, 0xd53be004, 0xd53be05f, SVC);
        try (UserContext user = vcpu.newUserContext(USER_TEXT, USER_STACK)) {
            user.register(Arm64.REG_X0 + 2, 100_000);
            long before = machine.clock().now();
            assertThat(vcpu.runUser(user)).isEqualTo(new Exit.SystemCall());
            assertThat(user.register(Arm64.REG_X0 + 1) * 16).isBetween(before, before + 64);
            assertThat(user.register(Arm64.REG_X0 + 3) * 16).isBetween(before + 800_000, machine.clock().now());
            assertThat(user.register(Arm64.REG_X0 + 4)).isEqualTo(62_500_000);
            assertThat(user.sp()).isEqualTo(USER_STACK);
        }
    }

    @Test
    void userCodeMayDoWhatLinuxAllows() {
        AddressSpace space = userSpace(0x4020_0000);
        machine.mmu().use(space);
        code(space, 0, 0xd50b7421, 0xd50b7521, 0xd50b7b21, // dc zva, x1; ic ivau, x1; dc cvau, x1
                0xd53b0020, 0xd51bd041, 0xd53bd042, // mrs x0, ctr_el0; msr tpidr_el0, x1; mrs x2, tpidr_el0
                0x9e670023, 0x1e632863, 0x9e660064, WFI, SVC); // fmov d3, x1; fadd d3, d3, d3; fmov x4, d3
        try (UserContext user = vcpu.newUserContext(USER_TEXT, USER_STACK)) {
            user.register(Arm64.REG_X0 + 1, USER_STACK - 64);
            space.memory().put64(USER_STACK - 64, -1);
            assertThat(vcpu.runUser(user)).isEqualTo(new Exit.Halted());
            assertThat(vcpu.runUser(user)).isEqualTo(new Exit.SystemCall());
            assertThat(space.memory().i64(USER_STACK - 64)).isZero();
            assertThat(user.register(Arm64.REG_X0 + 2)).isEqualTo(USER_STACK - 64);
            assertThat(user.threadPointer()).isEqualTo(USER_STACK - 64);
            assertThat(user.register(Arm64.REG_X0 + 4)).isEqualTo(
                    Double.doubleToLongBits(2 * Double.longBitsToDouble(USER_STACK - 64)));
        }
    }

    @Test
    void callsKernelFunctionsBetweenTwoRunsOfUserCode() {
        code(TEXT, 0x91000400, RET); // add x0, x0, #1; ret
        AddressSpace space = userSpace(0x4020_0000);
        machine.mmu().use(space);
        code(space, 0, SVC, 0xf100141f, 0x54ffffc1, WFI); // L: svc #0; cmp x0, #5; b.ne L; wfi
        try (UserContext user = vcpu.newUserContext(USER_TEXT, USER_STACK)) {
            user.threadPointer(0x1234);
            long value = 0;
            while (vcpu.runUser(user) instanceof Exit.SystemCall) {
                vcpu.sp(STACK);
                value = vcpu.call(TEXT, value);
                user.systemCallResult(value);
            }
            assertThat(value).isEqualTo(5);
            assertThat(user.sp()).isEqualTo(USER_STACK);
            assertThat(user.threadPointer()).isEqualTo(0x1234);
            assertThat(vcpu.register(Arm64.REG_TPIDR_EL0)).as("the kernel's").isZero();
        }
    }

    @Test
    void aCopyOfUserRegistersRunsOnItsOwn() {
        AddressSpace space = userSpace(0x4020_0000);
        machine.mmu().use(space);
        code(space, 0, SVC, SVC);
        try (UserContext user = vcpu.newUserContext(USER_TEXT, USER_STACK)) {
            user.threadPointer(0x77);
            vcpu.runUser(user);
            try (UserContext copy = vcpu.copy(user)) {
                copy.systemCallResult(9);
                assertThat(vcpu.runUser(copy)).isEqualTo(new Exit.SystemCall());
                assertThat(copy.systemCallArgument(0)).isEqualTo(9);
                assertThat(copy.pc()).isEqualTo(USER_TEXT + 8);
                assertThat(copy.threadPointer()).isEqualTo(0x77);
                assertThat(user.pc()).isEqualTo(USER_TEXT + 4);
            }
        }
    }

    @Test
    void talksToTheSerialPortAndTurnsItselfOff() {
        // mov w2, #'A'; str w2, [x0]; ldr w3, [x0, #0x18]; mov w2, #0x5555; str w2, [x1]; mov x0, x3; ret
        code(TEXT, 0x52800822, 0xb9000002, 0xb9401803, 0x528aaaa2, 0xb9000022, 0xaa0303e0, RET);
        assertThat(vcpu.call(TEXT, UART, POWER)).isEqualTo(0x90);
        assertThat(sent.toString()).isEqualTo("A");
        assertThat(machine.power().state()).isEqualTo(PowerSwitch.State.OFF);
    }

    @Test
    void waitsForAnInterruptOutsideTheEngine() {
        code(TEXT, WFI, RET);
        assertThatThrownBy(() -> vcpu.call(TEXT)).hasMessage("halted");
    }

    @Test
    void theTimerInterruptsAtItsTimeAndTheCodeGoesOn() {
        code(TEXT, PROGRAM_TIMER);
        code(TEXT + 12, 0x52800003, 0x11000463, 0x6b04007f, 0x54ffffc1, 0x2a0303e0, RET); // counts to w4
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
        // msr daifset, #2; L: subs w5, w5, #1; b.ne L; msr daifclr, #2; L: subs w6, w6, #1; b.ne L; ret
        code(TEXT + 12, 0xd50342df, 0x710004a5, 0x54ffffe1, 0xd50342ff, 0x710004c6, 0x54ffffe1, RET);
        traps.interrupt = line -> {
            assertThat(vcpu.register(Arm64.REG_X0 + 5)).as("the part without interrupts is over").isZero();
            throw new RecordingTraps.Unwound("interrupt " + line, null);
        };
        assertThatThrownBy(() -> vcpu.call(TEXT, TIMER, 100, 0, 0, 0, 1_000_000, 500_000))
                .hasMessage("interrupt " + SP804_LINE);
    }

    @Test
    void userCodeIsInterruptedWhateverTheKernelLetsIn() {
        code(TEXT, PROGRAM_TIMER);
        code(TEXT + 12, 0xd50342df, RET); // msr daifset, #2; ret
        vcpu.call(TEXT, TIMER, 100);
        AddressSpace space = userSpace(0x4020_0000);
        code(space, 0, 0x14000000); // b .
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

    /** The address is exact but for a refused load or store, where it is the page's. */
    private void assertFault(long function, long argument, FaultKind kind, Access access, long address, long pc) {
        assertThatThrownBy(() -> vcpu.call(function, argument)).isInstanceOfSatisfying(RecordingTraps.Unwound.class,
                e -> assertThat(e.fault).isEqualTo(new Fault(kind, access, address, pc, e.fault.vector(),
                        Privilege.KERNEL)));
    }

    private void assertUserFault(long offset, long x1, FaultKind kind, Access access, long pc) {
        try (UserContext user = vcpu.newUserContext(USER_TEXT + offset, USER_STACK)) {
            user.register(Arm64.REG_X0 + 1, x1);
            assertThat(vcpu.runUser(user)).isInstanceOfSatisfying(Exit.Faulted.class, e -> {
                assertThat(e.fault().kind()).isEqualTo(kind);
                assertThat(e.fault().access()).isEqualTo(access);
                assertThat(e.fault().pc()).isEqualTo(pc);
                assertThat(e.fault().privilege()).isEqualTo(Privilege.USER);
            });
        }
    }

    private void code(AddressSpace space, long offset, int... instructions) {
        for (int i = 0; i < instructions.length; i++) {
            space.memory().put32(USER_TEXT + offset + 4L * i, instructions[i]);
        }
    }

    private void code(long address, int... instructions) {
        GuestMemory memory = machine.mmu().kernelSpace().memory();
        for (int i = 0; i < instructions.length; i++) {
            memory.put32(address + 4L * i, instructions[i]);
        }
    }
}
