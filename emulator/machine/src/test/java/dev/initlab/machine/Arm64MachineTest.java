package dev.initlab.machine;

import java.io.ByteArrayOutputStream;

import dev.initlab.machine.device.Pl011;
import dev.initlab.machine.device.PowerRegister;
import dev.initlab.machine.device.PowerSwitch;
import dev.initlab.machine.device.SerialLine;
import dev.initlab.unicorn.Engine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The same machine interface on AArch64 instructions. */
class Arm64MachineTest {
    private static final long TEXT = 0xffff_8000_0800_0000L;
    private static final long STUBS = 0xffff_8000_0810_0000L;
    private static final long STACK = 0xffff_8000_1000_4000L;
    private static final long UART = 0xffff_8000_2000_0000L;
    private static final long POWER = 0xffff_8000_2001_0000L;
    private static final int RET = 0xd65f03c0;
    private static final int WFI = 0xd503207f;

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
        code(TEXT, 0xd503201f, 0xf9400000, RET); // nop; ldr x0, [x0]; ret
        code(TEXT + 0x20, 0x00000000); // udf #0
        code(TEXT + 0x40, 0xd4200000); // brk #0
        for (int i = 0; i < 4; i++) {
            assertFault(TEXT, FaultKind.PAGE, TEXT + 4);
            assertFault(TEXT + 0x20, FaultKind.UNDEFINED_INSTRUCTION, TEXT + 0x20);
            assertFault(TEXT + 0x40, FaultKind.BREAKPOINT, TEXT + 0x40);
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

    private void assertFault(long function, FaultKind kind, long pc) {
        assertThatThrownBy(() -> vcpu.call(function, 0x1000)).isInstanceOfSatisfying(RecordingTraps.Unwound.class, e -> {
            assertThat(e.fault.kind()).isEqualTo(kind);
            assertThat(e.fault.pc()).isEqualTo(pc);
        });
    }

    private void code(long address, int... instructions) {
        GuestMemory memory = machine.mmu().kernelSpace().memory();
        for (int i = 0; i < instructions.length; i++) {
            memory.put32(address + 4L * i, instructions[i]);
        }
    }
}
