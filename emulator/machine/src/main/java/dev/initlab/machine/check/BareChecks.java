package dev.initlab.machine.check;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

import dev.initlab.machine.Exit;
import dev.initlab.machine.Fault;
import dev.initlab.machine.FaultKind;
import dev.initlab.machine.Machine;
import dev.initlab.machine.Vcpu;
import dev.initlab.machine.device.SerialLine;
import dev.initlab.unicorn.X86;

/** A guest with page tables of its own, as an unmodified kernel has them. */
final class BareChecks {
    private static final long PML4 = 0x1000;
    private static final long PDPT = 0x2000;
    private static final long PD = 0x3000;
    private static final long PT = 0x4000;
    private static final long CODE = 0x8000;
    private static final long DATA = 0xa000;
    private static final long HIGH = 0xffff_8000_0000_0000L;
    private static final long UNMAPPED = HIGH + 0x10_0000;
    private static final long PRESENT_WRITABLE = 3;

    private BareChecks() {
    }

    static void x86PageTables(Bench bench) {
        try (Machine machine = Machine.openBare(bench.architecture, 1 << 20, bench.traps,
                new SerialLine(b -> { }))) {
            MemorySegment ram = machine.ram().segment();
            pageTables(ram);
            ram.asSlice(CODE).copyFrom(MemorySegment.ofArray(bench.code.of(Program.LOAD)));
            ram.asSlice(CODE + 0x1000).copyFrom(MemorySegment.ofArray(bench.code.of(Program.HALT)));
            Vcpu vcpu = enterLongMode(machine);
            for (int i = 0; i < 3; i++) {
                vcpu.register(X86.REG_RDI, UNMAPPED + 8 * i);
                vcpu.pc(HIGH);
                if (!(vcpu.run() instanceof Exit.Faulted(Fault fault))) {
                    throw new CheckFailedException("no page fault through the guest's own page tables");
                }
                Expect.same(FaultKind.PAGE, fault.kind(), "kind of the fault");
                Expect.equal(UNMAPPED + 8 * i, fault.address(), "address of the page fault");
                Expect.equal(HIGH + bench.code.nop(), fault.pc(), "pc of the page fault");
            }
            // The guest maps the page.
            ram.set(ValueLayout.JAVA_LONG, PT + 8 * 0x100, DATA | PRESENT_WRITABLE);
            ram.set(ValueLayout.JAVA_LONG, DATA, 0x7ab1e);
            ram.set(ValueLayout.JAVA_LONG, DATA + 0x800, HIGH + 0x1000); // LOAD returns to HALT
            vcpu.register(X86.REG_RDI, UNMAPPED);
            vcpu.sp(UNMAPPED + 0x800);
            vcpu.pc(HIGH);
            Expect.same(new Exit.Halted(), vcpu.run(), "how the guest ended");
            Expect.equal(0x7ab1e, vcpu.register(X86.REG_RAX), "what was loaded");
        }
    }

    /** Maps HIGH to the 2 pages from CODE on. */
    private static void pageTables(MemorySegment ram) {
        ram.set(ValueLayout.JAVA_LONG, PML4 + 8 * 256, PDPT | PRESENT_WRITABLE);
        ram.set(ValueLayout.JAVA_LONG, PDPT, PD | PRESENT_WRITABLE);
        ram.set(ValueLayout.JAVA_LONG, PD, PT | PRESENT_WRITABLE);
        ram.set(ValueLayout.JAVA_LONG, PT, CODE | PRESENT_WRITABLE);
        ram.set(ValueLayout.JAVA_LONG, PT + 8, CODE + 0x1000 | PRESENT_WRITABLE);
    }

    private static Vcpu enterLongMode(Machine machine) {
        Vcpu vcpu = machine.vcpu();
        vcpu.register(X86.REG_CR4, vcpu.register(X86.REG_CR4) | 1 << 5); // PAE
        vcpu.modelSpecificRegister(0xc000_0080, 0xd01); // EFER: LMA, LME, NXE, SCE
        vcpu.register(X86.REG_CR3, PML4);
        vcpu.register(X86.REG_CR0, 0x8001_0033L); // paging, write protection, protected mode
        return vcpu;
    }
}
