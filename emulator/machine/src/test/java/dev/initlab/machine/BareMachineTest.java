package dev.initlab.machine;

import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.HexFormat;

import dev.initlab.machine.device.PowerSwitch;
import dev.initlab.machine.device.SerialLine;
import dev.initlab.unicorn.Arm;
import dev.initlab.unicorn.X86;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A program that owns the machine: its own page tables, no kernel model, no Java between. */
class BareMachineTest {
    private static final long PML4 = 0x1000;
    private static final long PDPT = 0x2000;
    private static final long PD = 0x3000;
    private static final long PT = 0x4000;
    private static final long CODE = 0x8000;
    private static final long HIGH = 0xffff_8000_0000_0000L;
    private static final long PRESENT_WRITABLE = 3;
    private static final long ARM_RAM = 0x4000_0000L;

    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();

    @Test
    void aBareProgramRunsOnItsOwnPageTables() {
        try (Machine machine = Machine.openBare(Architecture.X86_64, 1 << 20, new RecordingTraps(),
                new SerialLine(sent::write))) {
            pageTables(machine.ram().segment());
            // L: mov al, [rsi]; test al, al; jz off; mov dx, 0x3f8; out dx, al; inc rsi; jmp L
            // off: mov dx, 0x604; mov ax, 0x2000; out dx, ax; hlt
            put(machine, CODE, "8a06 84c0 740a 66baf803 ee 48ffc6 ebf0 66ba0406 66b80020 66ef f4");
            put(machine, 0x9000, HexFormat.of().formatHex("bare\0".getBytes()));
            Vcpu vcpu = enterLongMode(machine);
            vcpu.register(X86.REG_RSI, HIGH + 0x1000);
            vcpu.pc(HIGH);
            assertThat(vcpu.run()).isEqualTo(new Exit.Halted());
            assertThat(sent.toString()).isEqualTo("bare");
            assertThat(machine.power().state()).isEqualTo(PowerSwitch.State.OFF);
        }
    }

    @Test
    void aPageFaultOfABareProgramIsReportedWithItsAddress() {
        try (Machine machine = Machine.openBare(Architecture.X86_64, 1 << 20, new RecordingTraps(),
                new SerialLine(sent::write))) {
            pageTables(machine.ram().segment());
            put(machine, CODE, "90 488b06 f4"); // nop; mov rax, [rsi]; hlt
            Vcpu vcpu = enterLongMode(machine);
            for (int i = 1; i <= 4; i++) {
                vcpu.register(X86.REG_RSI, HIGH + 0x10_0000 + 8 * i);
                vcpu.pc(HIGH);
                long address = HIGH + 0x10_0000 + 8 * i;
                assertThat(vcpu.run()).isInstanceOfSatisfying(Exit.Faulted.class, e -> {
                    assertThat(e.fault().kind()).isEqualTo(FaultKind.PAGE);
                    assertThat(e.fault().address()).isEqualTo(address);
                    assertThat(e.fault().pc()).isEqualTo(HIGH + 1);
                });
            }
            // The program maps the page, and the same instruction goes through.
            machine.ram().segment().set(ValueLayout.JAVA_LONG, PT + 8 * 0x100, 0xa000 | PRESENT_WRITABLE);
            put(machine, 0xa008, "efbeadde00000000");
            vcpu.register(X86.REG_RSI, HIGH + 0x10_0008);
            vcpu.pc(HIGH);
            assertThat(vcpu.run()).isEqualTo(new Exit.Halted());
            assertThat(vcpu.register(X86.REG_RAX)).isEqualTo(0xdeadbeefL);
        }
    }

    /** ARMv7-A: a first-level table with sections for memory, the UART and a high address. */
    @Test
    void aBareArmProgramRunsOnItsOwnPageTablesAndItsFaultsHaveTheirAddress() {
        try (Machine machine = Machine.openBare(Architecture.ARM, 1 << 20, new RecordingTraps(),
                new SerialLine(sent::write))) {
            int section = 0x402; // domain 0, the kernel reads and writes
            MemorySegment table = machine.ram().slice(ARM_RAM + 0x4000, 0x4000);
            table.set(ValueLayout.JAVA_INT, 4 * (ARM_RAM >>> 20), (int) ARM_RAM | section);
            table.set(ValueLayout.JAVA_INT, 4 * 0xc00, (int) ARM_RAM | section);
            table.set(ValueLayout.JAVA_INT, 4 * 0xf00, 0x0900_0000 | section);
            MemorySegment code = machine.ram().slice(ARM_RAM + 0x8000, 0x100);
            int[] program = {
                0xee020f10, // mcr p15, 0, r0, c2, c0, 0: TTBR0
                0xee031f10, // mcr p15, 0, r1, c3, c0, 0: DACR
                0xee110f10, // mrc p15, 0, r0, c1, c0, 0: SCTLR
                0xe3800001, // orr r0, r0, #1
                0xee010f10, // mcr p15, 0, r0, c1, c0, 0
                0xe1a0f002, // mov pc, r2: the high address of the next
                0xe5834000, // str r4, [r3]: to the UART
                0xe5956000, // ldr r6, [r5]
                0xe320f003, // wfi
            };
            for (int i = 0; i < program.length; i++) {
                code.set(ValueLayout.JAVA_INT, 4 * i, program[i]);
            }
            Vcpu vcpu = machine.vcpu();
            vcpu.register(Arm.REG_R0, ARM_RAM + 0x4000);
            vcpu.register(Arm.REG_R1, 1);
            vcpu.register(Arm.REG_R2, 0xc000_8018L);
            vcpu.register(Arm.REG_R3, 0xf000_0000L);
            vcpu.register(Arm.REG_R4, 'b');
            vcpu.pc(ARM_RAM + 0x8000);
            for (long address = 0xd012_3450L; address <= 0xd012_3458L; address += 4) {
                vcpu.register(Arm.REG_R5, address);
                long wanted = address;
                assertThat(vcpu.run()).isInstanceOfSatisfying(Exit.Faulted.class, e -> {
                    assertThat(e.fault().kind()).isEqualTo(FaultKind.PAGE);
                    assertThat(e.fault().address()).isEqualTo(wanted);
                    assertThat(e.fault().pc()).isEqualTo(0xc000_801cL);
                });
            }
            vcpu.register(Arm.REG_R5, 0xc000_8000L);
            assertThat(vcpu.run()).isEqualTo(new Exit.Halted());
            assertThat(vcpu.register(Arm.REG_R6)).isEqualTo(0xee02_0f10L);
            assertThat(sent.toString()).isEqualTo("b");
        }
    }

    /** Maps HIGH to the 8 pages from CODE on. */
    private static void pageTables(MemorySegment ram) {
        ram.set(ValueLayout.JAVA_LONG, PML4 + 8 * 256, PDPT | PRESENT_WRITABLE);
        ram.set(ValueLayout.JAVA_LONG, PDPT, PD | PRESENT_WRITABLE);
        ram.set(ValueLayout.JAVA_LONG, PD, PT | PRESENT_WRITABLE);
        for (int i = 0; i < 8; i++) {
            ram.set(ValueLayout.JAVA_LONG, PT + 8 * i, CODE + 0x1000 * i | PRESENT_WRITABLE);
        }
    }

    private static Vcpu enterLongMode(Machine machine) {
        Vcpu vcpu = machine.vcpu();
        vcpu.register(X86.REG_CR4, vcpu.register(X86.REG_CR4) | 1 << 5); // PAE
        vcpu.modelSpecificRegister(0xc000_0080, 0xd01); // EFER: LMA, LME, NXE, SCE
        vcpu.register(X86.REG_CR3, PML4);
        vcpu.register(X86.REG_CR0, 0x8001_0033L); // paging, write protection, protected mode
        return vcpu;
    }

    private static void put(Machine machine, long physical, String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
        machine.ram().slice(physical, bytes.length).copyFrom(MemorySegment.ofArray(bytes));
    }
}
