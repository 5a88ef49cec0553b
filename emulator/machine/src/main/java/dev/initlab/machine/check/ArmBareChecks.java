package dev.initlab.machine.check;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

import dev.initlab.machine.Access;
import dev.initlab.machine.Exit;
import dev.initlab.machine.Fault;
import dev.initlab.machine.FaultKind;
import dev.initlab.machine.Machine;
import dev.initlab.machine.Vcpu;
import dev.initlab.machine.device.SerialLine;
import dev.initlab.unicorn.Arm;

/** An arm guest with page tables of its own: short descriptors, sections and small pages (Arm ARM B3.5). */
final class ArmBareChecks {
    private static final long RAM = 0x4000_0000L;
    // Offsets in RAM.
    private static final long TABLE = 0x4000;
    private static final long PAGES = 0x2000;
    private static final long CODE = 0x8000;
    private static final long DATA = 0xa000;
    private static final long START = 0xb000;

    private static final long HIGH = 0xc000_0000L;
    private static final long UNMAPPED = HIGH + 0x8_0000;
    /** A section of 1 MiB and a page, domain 0, which the kernel reads and writes. */
    private static final long SECTION = 0x402;
    private static final long PAGE_TABLE = 1;
    private static final long SMALL_PAGE = 0x12;

    private static final int[] ENABLE = {
        0xee020f10, 0xee031f10, // mcr TTBR0, r0; mcr DACR, r1
        0xee110f10, 0xe3800001, 0xee010f10, // mrc r0, SCTLR; orr r0, r0, #1; mcr SCTLR, r0
        0xe320f003, // wfi
    };

    private ArmBareChecks() {
    }

    static void pageTables(Bench bench) {
        try (Machine machine = Machine.openBare(bench.architecture, 1 << 20, bench.traps,
                new SerialLine(b -> { }))) {
            MemorySegment ram = machine.ram().segment();
            put(ram, TABLE + 4 * (RAM >>> 20), RAM | SECTION);
            put(ram, TABLE + 4 * (HIGH >>> 20), RAM + PAGES | PAGE_TABLE);
            put(ram, PAGES, RAM + CODE | SMALL_PAGE);
            put(ram, PAGES + 4, RAM + CODE + 0x1000 | SMALL_PAGE);
            ram.asSlice(CODE).copyFrom(MemorySegment.ofArray(bench.code.of(Program.LOAD)));
            ram.asSlice(CODE + 0x1000).copyFrom(MemorySegment.ofArray(bench.code.of(Program.HALT)));
            Vcpu vcpu = machine.vcpu();
            enable(vcpu, ram);
            for (int i = 0; i < 3; i++) {
                vcpu.register(Arm.REG_R0, UNMAPPED + 8L * i);
                vcpu.pc(HIGH);
                if (!(vcpu.run() instanceof Exit.Faulted(Fault fault))) {
                    throw new CheckFailedException("no page fault through the guest's own page tables");
                }
                Expect.same(FaultKind.PAGE, fault.kind(), "kind of the fault");
                Expect.same(Access.READ, fault.access(), "access of the fault");
                Expect.equal(UNMAPPED + 8L * i, fault.address(), "address of the page fault");
                Expect.equal(HIGH + bench.code.nop(), fault.pc(), "pc of the page fault");
            }
            // The guest maps the page.
            put(ram, PAGES + 4 * 0x80, RAM + DATA | SMALL_PAGE);
            put(ram, DATA, 0x7ab1e);
            vcpu.register(Arm.REG_R0, UNMAPPED);
            vcpu.register(Arm.REG_LR, HIGH + 0x1000); // LOAD returns to HALT
            vcpu.pc(HIGH);
            Expect.same(new Exit.Halted(), vcpu.run(), "how the guest ended");
            Expect.equal(0x7ab1e, vcpu.register(Arm.REG_R0), "what was loaded");
        }
    }

    private static void enable(Vcpu vcpu, MemorySegment ram) {
        for (int i = 0; i < ENABLE.length; i++) {
            ram.set(ValueLayout.JAVA_INT, START + 4L * i, ENABLE[i]);
        }
        vcpu.register(Arm.REG_R0, RAM + TABLE);
        vcpu.register(Arm.REG_R1, 1);
        vcpu.pc(RAM + START);
        Expect.same(new Exit.Halted(), vcpu.run(), "how the guest ended that turned its page tables on");
    }

    private static void put(MemorySegment ram, long offset, long value) {
        ram.set(ValueLayout.JAVA_INT, offset, (int) value);
    }
}
