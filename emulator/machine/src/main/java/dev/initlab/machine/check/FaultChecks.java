package dev.initlab.machine.check;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import dev.initlab.machine.Access;
import dev.initlab.machine.Fault;
import dev.initlab.machine.FaultKind;
import dev.initlab.machine.Protection;

/** Faults are reported right, and as often as they happen. */
final class FaultChecks {
    private static final int MANY = 100;

    private FaultChecks() {
    }

    static void exactPc(Bench bench) {
        expectedFaults(bench).forEach(expected -> raise(bench, expected));
    }

    static void inARow(Bench bench) {
        List<Expected> faults = expectedFaults(bench);
        for (int i = 0; i < MANY; i++) {
            faults.forEach(expected -> raise(bench, expected));
        }
        for (Expected expected : faults) { // the same one after itself
            for (int i = 0; i < MANY; i++) {
                raise(bench, expected);
            }
        }
        Expect.equal(2, bench.call(Program.ADD_ONE, 1), "a function after all the faults");
    }

    /** Only the engine's context tells the address of such a fault. */
    static void exactAddress(Bench bench) {
        for (int odd = 1; odd < 0x1000; odd += 0x3f2) {
            Fault fault = bench.fault(bench.at(Program.EXCLUSIVE_LOAD), bench.data() + odd);
            Expect.same(FaultKind.ALIGNMENT, fault.kind(), "kind of the fault");
            Expect.equal(bench.data() + odd, fault.address(), "address of the fault");
            Expect.equal(bench.at(Program.EXCLUSIVE_LOAD) + bench.code.nop(), fault.pc(), "pc of the fault");
        }
    }

    /** A refused page is mapped outside the engine, and the instruction goes through. */
    static void repaired(Bench bench) {
        AtomicInteger faults = new AtomicInteger();
        bench.traps.fault = fault -> {
            int page = faults.getAndIncrement();
            bench.kernel().map(bench.spare(page), bench.frame(page), Protection.READ | Protection.WRITE);
        };
        for (int page = 0; page < 8; page++) {
            bench.call(Program.STORE, bench.spare(page), 0x5000 + page);
            Expect.equal(0x5000 + page, bench.call(Program.LOAD, bench.spare(page)),
                    "the store that was repeated");
        }
        Expect.equal(8, faults.get(), "faults");
    }

    /** A call that faults, and how. */
    private record Expected(long function, FaultKind kind, Access access, long pc) {
    }

    private static List<Expected> expectedFaults(Bench bench) {
        GuestCode code = bench.code;
        long second = code.nop();
        List<Expected> all = List.of(
                new Expected(bench.at(Program.LOAD), FaultKind.PAGE, Access.READ,
                        bench.at(Program.LOAD) + second),
                new Expected(bench.at(Program.STORE), FaultKind.PAGE, Access.WRITE,
                        bench.at(Program.STORE) + second),
                new Expected(bench.spare(9) + 0x40, FaultKind.PAGE, Access.EXECUTE, bench.spare(9) + 0x40),
                new Expected(bench.at(Program.UNDEFINED), FaultKind.UNDEFINED_INSTRUCTION, Access.EXECUTE,
                        bench.at(Program.UNDEFINED) + second),
                new Expected(bench.at(Program.BREAKPOINT), FaultKind.BREAKPOINT, Access.EXECUTE,
                        bench.at(Program.BREAKPOINT) + second),
                new Expected(bench.at(Program.DIVIDE), FaultKind.DIVIDE, Access.EXECUTE,
                        bench.at(Program.DIVIDE) + second + 2));
        return code.of(Program.DIVIDE).length > 0 ? all : all.subList(0, all.size() - 1);
    }

    private static void raise(Bench bench, Expected expected) {
        Fault fault = bench.fault(expected.function(), bench.spare(9));
        Expect.same(expected.kind(), fault.kind(), "kind of the fault");
        Expect.same(expected.access(), fault.access(), "access of the fault");
        Expect.equal(expected.pc(), fault.pc(), "pc of the " + expected.kind() + " fault");
    }
}
