package dev.initlab.machine;

import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.HexFormat;

import dev.initlab.machine.device.PowerSwitch;
import dev.initlab.machine.device.SerialLine;
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
