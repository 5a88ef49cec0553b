package dev.initlab.machine.check;

import java.util.concurrent.atomic.AtomicInteger;

import dev.initlab.machine.Vcpu;

/** Guest work is counted exactly, and the guest stops where it is used up. */
final class WorkChecks {
    private static final long COUNT = 5000;
    /** Bytes of any block of {@link Program#LOOP}. */
    private static final int LONGEST_BLOCK = 16;

    private WorkChecks() {
    }

    static void counted(Bench bench) {
        for (long count : new long[] {1, 2, 1000, COUNT}) {
            long before = bench.vcpu.work();
            Expect.equal(GuestCode.CONSTANT, bench.call(Program.LOOP, count), "result");
            Expect.equal(bench.code.loopWork(count), bench.vcpu.work() - before,
                    "bytes of code counted for " + count + " rounds");
        }
    }

    static void stops(Bench bench) {
        Vcpu vcpu = bench.vcpu;
        long all = bench.code.loopWork(COUNT);
        for (int budget : new int[] {16, 23, 100, 1001}) {
            AtomicInteger stops = new AtomicInteger();
            long[] granted = {vcpu.work()};
            bench.traps.exhausted = () -> {
                long used = vcpu.work() - granted[0];
                Expect.that(used <= budget && used > budget - LONGEST_BLOCK,
                        "stopped after " + used + " of " + budget + " bytes");
                stops.incrementAndGet();
                granted[0] = vcpu.work();
                vcpu.grantWork(budget);
            };
            long before = vcpu.work();
            vcpu.grantWork(budget);
            Expect.equal(GuestCode.CONSTANT, bench.call(Program.LOOP, COUNT), "result after many stops");
            Expect.equal(all, vcpu.work() - before, "work after many stops");
            Expect.that(stops.get() >= (all - 1) / budget, "only " + stops + " stops");
        }
    }

    static void stopFromOutside(Bench bench) {
        long before = bench.vcpu.work();
        Thread stopper = Thread.ofVirtual().unstarted(() -> {
            while (bench.vcpu.work() == before && !Thread.currentThread().isInterrupted()) {
                Thread.yield(); // not before the guest runs
            }
            while (!Thread.currentThread().isInterrupted()) {
                bench.vcpu.requestStop();
                Thread.yield();
            }
        });
        boolean[] stopped = new boolean[1];
        bench.traps.stopped = () -> {
            stopped[0] = true;
            throw new StoppedException();
        };
        try {
            stopper.start();
            bench.call(Program.LOOP, 0); // as good as endless: it counts down through all 32 bits
            throw new CheckFailedException("the guest ran on to its end");
        } catch (StoppedException expected) {
            Expect.that(stopped[0], "not stopped");
        } finally {
            stopper.interrupt();
        }
    }

    /** Unwinds a guest that was stopped on purpose. */
    private static final class StoppedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        StoppedException() {
            super("stopped", null, false, false);
        }
    }
}
