package dev.initlab.machine.check;

import java.lang.foreign.ValueLayout;

import dev.initlab.machine.Access;
import dev.initlab.machine.AddressSpace;
import dev.initlab.machine.Fault;
import dev.initlab.machine.FaultKind;
import dev.initlab.machine.Mmu;
import dev.initlab.machine.Protection;

/** Pages are what Java says. */
final class PageChecks {
    private static final int READ_WRITE = Protection.READ | Protection.WRITE;

    private PageChecks() {
    }

    static void virtualTlb(Bench bench) {
        AddressSpace kernel = bench.kernel();
        kernel.map(bench.spare(0), bench.frame(0), READ_WRITE);
        kernel.map(bench.spare(1), bench.frame(1), READ_WRITE);
        kernel.map(bench.spare(2), bench.frame(0), READ_WRITE);
        bench.call(Program.STORE, bench.spare(0) + 8, 0x1111);
        bench.call(Program.STORE, bench.spare(1) + 8, 0x2222);
        Expect.equal(0x1111, bench.call(Program.LOAD, bench.spare(2) + 8), "the frame at another address");
        Expect.equal(0x2222, bench.call(Program.LOAD, bench.spare(1) + 8), "another frame");
        kernel.unmap(bench.spare(2));
        kernel.map(bench.spare(2), bench.frame(1), READ_WRITE);
        Expect.equal(0x2222, bench.call(Program.LOAD, bench.spare(2) + 8), "the address mapped anew");
        kernel.unmap(bench.spare(2));
        Expect.same(FaultKind.PAGE, bench.fault(bench.at(Program.LOAD), bench.spare(2)).kind(),
                "a load from a page that was taken away");
    }

    static void permissions(Bench bench) {
        AddressSpace kernel = bench.kernel();
        kernel.map(bench.spare(0), bench.frame(0), Protection.READ);
        refused(bench.fault(bench.at(Program.STORE), bench.spare(0), 1), Access.WRITE,
                "a store to a read-only page");
        bench.call(Program.LOAD, bench.spare(0));
        refused(bench.fault(bench.at(Program.STORE), bench.spare(0), 1), Access.WRITE,
                "a store to a read-only page that was read");
        refused(bench.fault(bench.data()), Access.EXECUTE, "a call into a page of data");
        kernel.protect(bench.spare(0), Mmu.PAGE_SIZE, READ_WRITE);
        bench.call(Program.STORE, bench.spare(0), 0x3333);
        Expect.equal(0x3333, bench.call(Program.LOAD, bench.spare(0)), "a page made writable");
    }

    /** Memory is one segment: neither side copies. */
    static void sharedMemory(Bench bench) {
        bench.kernel().map(bench.spare(0), bench.frame(0), READ_WRITE);
        var page = bench.machine.ram().slice(bench.frame(0), Mmu.PAGE_SIZE);
        for (int i = 1; i <= 3; i++) {
            page.set(ValueLayout.JAVA_LONG, 0, i);
            Expect.equal(i, bench.call(Program.LOAD, bench.spare(0)), "what Java wrote");
            bench.call(Program.STORE, bench.spare(0), 100 + i);
            Expect.equal(100 + i, page.get(ValueLayout.JAVA_LONG, 0), "what the guest wrote");
        }
    }

    private static void refused(Fault fault, Access access, String what) {
        Expect.same(FaultKind.PAGE, fault.kind(), what);
        Expect.same(access, fault.access(), what);
    }
}
