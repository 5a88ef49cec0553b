package dev.initlab.machine.check;

import dev.initlab.machine.Architecture;

/**
 * How fast the engine is, measured just now on this machine.
 *
 * <p>Figures vary by a factor of two from run to run.
 *
 * @param architecture          whose code was run
 * @param hosted                stores on a machine whose pages Java keeps
 * @param bare                  stores on an engine that translates addresses by itself
 * @param hypercallsPerSecond   hypercalls answered in Java
 * @param instructionsPerSecond instructions of a loop of short, counted blocks
 * @param callsPerSecond        guest functions called from Java that returned
 */
public record EngineSpeed(Architecture architecture, StoreSpeed hosted, StoreSpeed bare,
        double hypercallsPerSecond, double instructionsPerSecond, double callsPerSecond) {
    private static final double NANOS = 1e9;

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
            double[] best = Stopwatch.best(
                    count -> bench.call(Program.CALL_LOOP, count, bench.stub(1)),
                    count -> bench.call(Program.LOOP, count),
                    count -> {
                        for (long i = 0; i < count; i++) {
                            bench.call(Program.ADD_ONE, i);
                        }
                    });
            return new EngineSpeed(architecture, StoreSpeed.hosted(bench),
                    StoreSpeed.bare(bench.vcpu.isa(), bench.code), NANOS / best[0],
                    bench.code.loopInstructions() * NANOS / best[1], NANOS / best[2]);
        }
    }
}
