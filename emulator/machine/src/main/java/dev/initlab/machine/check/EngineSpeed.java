package dev.initlab.machine.check;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

import dev.initlab.machine.Architecture;

/**
 * How fast the engine is, measured just now on this machine, in processor time where the host tells it.
 *
 * <p>Figures vary by a factor of two from run to run; the ratio of stores to loads, taken side by side, is
 * what tells one library from another.
 *
 * @param architecture         whose code was run
 * @param storeNanos           nanoseconds of a store
 * @param loadNanos            nanoseconds of a load
 * @param hypercallsPerSecond  hypercalls answered in Java
 * @param instructionsPerSecond instructions of a loop of short, counted blocks
 * @param callsPerSecond       guest functions called from Java that returned
 */
public record EngineSpeed(Architecture architecture, double storeNanos, double loadNanos,
        double hypercallsPerSecond, double instructionsPerSecond, double callsPerSecond) {
    /** 2.1.1 has about 1; 2.0.1 and 2.1.4, whose stores all take a slow path, 10 to 50. */
    private static final double SLOW_STORES = 5;

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int ROUNDS = 7;
    private static final long ROUND_NANOS = 20_000_000;
    private static final int ACCESSES = 8; // in a round of STORE_LOOP and LOAD_LOOP

    /** Runs for a count. */
    private interface Loop {
        void run(long count);
    }

    /** How many times longer a store takes than a load. */
    public double storesToLoads() {
        return storeNanos / loadNanos;
    }

    /** Whether stores are about as fast as loads. */
    public boolean storesAreFast() {
        return storesToLoads() < SLOW_STORES;
    }

    /**
     * Measures for about a second.
     *
     * @throws dev.initlab.unicorn.UnicornLibraryException if there is no usable libunicorn
     */
    public static EngineSpeed measure(Architecture architecture) {
        try (Bench bench = new Bench(architecture)) {
            bench.traps.inside = index -> {
                bench.vcpu.result(bench.vcpu.argument(0));
                return true;
            };
            Loop store = count -> bench.call(Program.STORE_LOOP, count, bench.data());
            Loop load = count -> bench.call(Program.LOAD_LOOP, count, bench.data());
            long stores = countFor(store);
            long loads = countFor(load);
            double storeNanos = Double.MAX_VALUE;
            double loadNanos = Double.MAX_VALUE;
            for (int i = 0; i < ROUNDS; i++) { // side by side, so that a busy machine slows both
                storeNanos = Math.min(storeNanos, nanos(store, stores) / ACCESSES);
                loadNanos = Math.min(loadNanos, nanos(load, loads) / ACCESSES);
            }
            double hypercall = best(count -> bench.call(Program.CALL_LOOP, count, bench.stub(1)));
            double round = best(count -> bench.call(Program.LOOP, count));
            double call = best(count -> {
                for (long i = 0; i < count; i++) {
                    bench.call(Program.ADD_ONE, i);
                }
            });
            return new EngineSpeed(architecture, storeNanos, loadNanos, 1e9 / hypercall,
                    bench.code.loopInstructions() * 1e9 / round, 1e9 / call);
        }
    }

    /** Nanoseconds for each count, the best of some rounds. */
    private static double best(Loop loop) {
        long count = countFor(loop);
        double best = Double.MAX_VALUE;
        for (int i = 0; i < ROUNDS; i++) {
            best = Math.min(best, nanos(loop, count));
        }
        return best;
    }

    /** A count that takes long enough to be measured; what is translated or compiled first, is by then. */
    private static long countFor(Loop loop) {
        long count = 1000;
        while (nanos(loop, count) * count < ROUND_NANOS && count < Integer.MAX_VALUE / 2) {
            count *= 2;
        }
        return count;
    }

    private static double nanos(Loop loop, long count) {
        long start = now();
        loop.run(count);
        return (double) Math.max(1, now() - start) / count;
    }

    /** Time of this thread, so that others do not count; a busy machine has many. */
    private static long now() {
        return THREADS.isCurrentThreadCpuTimeSupported() ? THREADS.getCurrentThreadCpuTime() : System.nanoTime();
    }
}
