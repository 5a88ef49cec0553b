package dev.initlab.machine.check;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;

/**
 * Takes the time of loops.
 *
 * <p>In processor time of the calling thread where the host tells it: a busy machine has many others.
 */
final class Stopwatch {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int ROUNDS = 7;
    private static final long ROUND_NANOS = 20_000_000;

    /** Runs for a count. */
    @FunctionalInterface
    interface Loop {
        void run(long count);
    }

    private Stopwatch() {
    }

    /** Nanoseconds for each count, the best of some rounds; side by side: what slows one slows all. */
    static double[] best(Loop... loops) {
        long[] counts = Arrays.stream(loops).mapToLong(Stopwatch::countFor).toArray();
        double[] best = new double[loops.length];
        Arrays.fill(best, Double.MAX_VALUE);
        for (int round = 0; round < ROUNDS; round++) {
            for (int i = 0; i < loops.length; i++) {
                best[i] = Math.min(best[i], nanos(loops[i], counts[i]));
            }
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

    private static long now() {
        return THREADS.isCurrentThreadCpuTimeSupported() ? THREADS.getCurrentThreadCpuTime()
                : System.nanoTime();
    }
}
