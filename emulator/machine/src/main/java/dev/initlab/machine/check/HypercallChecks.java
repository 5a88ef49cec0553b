package dev.initlab.machine.check;

import java.util.ArrayList;
import java.util.List;

import dev.initlab.machine.Vcpu;

/** The guest's calls of the kernel arrive, each at its own number. */
final class HypercallChecks {
    private static final int MANY = 1000;

    private HypercallChecks() {
    }

    static void inside(Bench bench) {
        List<Integer> seen = new ArrayList<>();
        bench.traps.inside = index -> {
            seen.add(index);
            bench.vcpu.result(bench.vcpu.argument(0) * 2 + index);
            return true;
        };
        for (int i = 0; i < Bench.STUBS; i++) {
            Expect.equal(20 + i + 1, bench.call(Program.CALL, 10, bench.stub(i)), "result through stub " + i);
        }
        Expect.same(List.of(0, 1, 2, 3), seen, "stubs seen");
        seen.clear();
        bench.call(Program.CALL_LOOP, MANY, bench.stub(2));
        Expect.equal(MANY, seen.size(), "hypercalls in a loop");
    }

    static void outside(Bench bench) {
        List<Integer> seen = new ArrayList<>();
        bench.traps.hypercall = index -> {
            seen.add(index);
            bench.vcpu.result(bench.call(Program.ADD_ONE, bench.vcpu.argument(0)));
        };
        for (int i = 0; i < Bench.STUBS; i++) {
            Expect.equal(12, bench.call(Program.CALL, 10, bench.stub(i)), "a guest call from a hypercall");
        }
        Expect.same(List.of(0, 1, 2, 3), seen, "stubs seen");
    }

    static void nested(Bench bench) {
        Vcpu vcpu = bench.vcpu;
        long stack = vcpu.sp();
        bench.traps.hypercall = index -> {
            long left = vcpu.argument(0);
            vcpu.result(left == 0 ? 0 : bench.call(Program.CALL, left - 1, bench.stub(0)));
        };
        long depth = Vcpu.MAX_DEPTH - 1;
        for (int i = 0; i < 3; i++) {
            Expect.equal(depth + 1, bench.call(Program.CALL, depth, bench.stub(0)), "calls nested");
            Expect.equal(stack, vcpu.sp(), "stack pointer afterwards");
        }
    }

    /** What a callback throws must unwind the guest and leave the engine usable. */
    static void thrown(Bench bench) {
        for (int i = 0; i < 3; i++) {
            bench.traps.inside = index -> {
                throw new IllegalCallerException("on purpose");
            };
            try {
                bench.call(Program.CALL, 1, bench.stub(1));
                throw new CheckFailedException("the exception got lost");
            } catch (IllegalCallerException expected) {
                Expect.same("on purpose", String.valueOf(expected.getMessage()), "message");
            }
            bench.traps.inside = index -> true;
            Expect.equal(2, bench.call(Program.ADD_ONE, 1), "a call afterwards");
        }
    }
}
