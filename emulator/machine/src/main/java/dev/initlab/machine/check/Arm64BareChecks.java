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
import dev.initlab.unicorn.Arm64;

/** An arm64 guest with page tables of its own: four levels of 4 KiB, TTBR0 and TTBR1 (Arm ARM D8). */
final class Arm64BareChecks {
    private static final long RAM = 0x4000_0000L;
    // Offsets in RAM.
    private static final long LEVEL0 = 0x1000;
    private static final long LEVEL1 = 0x2000;
    private static final long LEVEL2 = 0x3000;
    private static final long LEVEL3 = 0x4000;
    private static final long LOW0 = 0x5000;
    private static final long LOW1 = 0x6000;
    private static final long CODE = 0x8000;
    private static final long DATA = 0xa000;
    private static final long START = 0xb000;

    private static final long HIGH = 0xffff_8000_0000_0000L;
    private static final long UNMAPPED = HIGH + 0x10_0000;
    private static final long TABLE = 3;
    /** A page that was accessed, and a block. */
    private static final long PAGE = 1 << 10 | 3;
    private static final long BLOCK = 1 << 10 | 1;
    /** 48 address bits on both sides, pages of 4 KiB. */
    private static final long TCR = 2L << 30 | 16 << 16 | 16;
    private static final long NORMAL_MEMORY = 0xff;

    private static final int[] ENABLE = {
        0xd5182000, 0xd5182021, // msr ttbr0_el1, x0; msr ttbr1_el1, x1
        0xd5182042, 0xd518a203, // msr tcr_el1, x2; msr mair_el1, x3
        0xd5033fdf, 0xd5381004, 0xb2400084, 0xd5181004, // isb; mrs x4, sctlr_el1; orr x4, x4, #1; msr sctlr_el1, x4
        0xd5033fdf, 0xd503207f, // isb; wfi
    };

    private Arm64BareChecks() {
    }

    static void pageTables(Bench bench) {
        try (Machine machine = Machine.openBare(bench.architecture, 1 << 20, bench.traps,
                new SerialLine(b -> { }))) {
            MemorySegment ram = machine.ram().segment();
            tables(ram);
            ram.asSlice(CODE).copyFrom(MemorySegment.ofArray(bench.code.of(Program.LOAD)));
            ram.asSlice(CODE + 0x1000).copyFrom(MemorySegment.ofArray(bench.code.of(Program.HALT)));
            Vcpu vcpu = machine.vcpu();
            enable(vcpu, ram);
            for (int i = 0; i < 3; i++) {
                vcpu.register(Arm64.REG_X0, UNMAPPED + 8 * i);
                vcpu.pc(HIGH);
                if (!(vcpu.run() instanceof Exit.Faulted(Fault fault))) {
                    throw new CheckFailedException("no page fault through the guest's own page tables");
                }
                Expect.same(FaultKind.PAGE, fault.kind(), "kind of the fault");
                Expect.same(Access.READ, fault.access(), "access of the fault");
                Expect.equal(UNMAPPED + 8 * i, fault.address(), "address of the page fault");
                Expect.equal(HIGH + bench.code.nop(), fault.pc(), "pc of the page fault");
            }
            // The guest maps the page.
            put(ram, LEVEL3 + 8 * 0x100, RAM + DATA | PAGE);
            put(ram, DATA, 0x7ab1e);
            vcpu.register(Arm64.REG_X0, UNMAPPED);
            vcpu.register(Arm64.REG_X30, HIGH + 0x1000); // LOAD returns to HALT
            vcpu.pc(HIGH);
            Expect.same(new Exit.Halted(), vcpu.run(), "how the guest ended");
            Expect.equal(0x7ab1e, vcpu.register(Arm64.REG_X0), "what was loaded");
        }
    }

    /** Maps HIGH to the 2 pages from CODE on, and memory to itself. */
    private static void tables(MemorySegment ram) {
        put(ram, LEVEL0 + 8 * 256, RAM + LEVEL1 | TABLE);
        put(ram, LEVEL1, RAM + LEVEL2 | TABLE);
        put(ram, LEVEL2, RAM + LEVEL3 | TABLE);
        put(ram, LEVEL3, RAM + CODE | PAGE);
        put(ram, LEVEL3 + 8, RAM + CODE + 0x1000 | PAGE);
        put(ram, LOW0, RAM + LOW1 | TABLE);
        put(ram, LOW1 + 8, RAM | BLOCK);
    }

    private static void enable(Vcpu vcpu, MemorySegment ram) {
        for (int i = 0; i < ENABLE.length; i++) {
            ram.set(ValueLayout.JAVA_INT, START + 4L * i, ENABLE[i]);
        }
        vcpu.register(Arm64.REG_X0, RAM + LOW0);
        vcpu.register(Arm64.REG_X0 + 1, RAM + LEVEL0);
        vcpu.register(Arm64.REG_X0 + 2, TCR);
        vcpu.register(Arm64.REG_X0 + 3, NORMAL_MEMORY);
        vcpu.pc(RAM + START);
        Expect.same(new Exit.Halted(), vcpu.run(), "how the guest ended that turned its page tables on");
    }

    private static void put(MemorySegment ram, long offset, long value) {
        ram.set(ValueLayout.JAVA_LONG, offset, value);
    }
}
