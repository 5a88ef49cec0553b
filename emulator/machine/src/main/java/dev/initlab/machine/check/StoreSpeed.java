package dev.initlab.machine.check;

import java.lang.foreign.MemorySegment;

import dev.initlab.machine.HostMemory;
import dev.initlab.machine.Isa;
import dev.initlab.unicorn.Engine;
import dev.initlab.unicorn.Permission;

/**
 * What a store takes, beside a load taken in the same minute.
 *
 * <p>libunicorn 2.0.1 and 2.1.4 take a slow path for every store to a page the engine holds executable,
 * and without the virtual TLB for every store at all; 2.1.1 does not.
 *
 * @param storeNanos nanoseconds of a store
 * @param loadNanos  nanoseconds of a load
 */
public record StoreSpeed(double storeNanos, double loadNanos) {
    /** The slow path takes 10 to 50 times as long as a load. */
    private static final double SLOW = 5;

    /** In each round of {@link Program#STORE_LOOP} and {@link Program#LOAD_LOOP}. */
    private static final int IN_A_ROUND = 8;

    /** How many times longer a store takes than a load. */
    public double ratio() {
        return storeNanos / loadNanos;
    }

    /** Whether stores are about as fast as loads. */
    public boolean isFast() {
        return ratio() < SLOW;
    }

    /** On a machine whose pages Java keeps. */
    static StoreSpeed hosted(Bench bench) {
        return measure(count -> bench.call(Program.STORE_LOOP, count, bench.data()),
                count -> bench.call(Program.LOAD_LOOP, count, bench.data()));
    }

    /** On an engine that translates addresses by itself. */
    static StoreSpeed bare(Isa isa, GuestCode code) {
        try (HostMemory memory = HostMemory.allocate(4 * 4096); Engine engine = isa.open()) {
            long base = 0x10000;
            engine.mapPointer(base, memory.segment(), Permission.ALL);
            return measure(loop(engine, isa, code, base, Program.STORE_LOOP),
                    loop(engine, isa, code, base + 0x1000, Program.LOAD_LOOP));
        }
    }

    private static Stopwatch.Loop loop(Engine engine, Isa isa, GuestCode code, long at, Program program) {
        byte[] bytes = code.of(program);
        engine.write(at, MemorySegment.ofArray(bytes));
        long until = at + bytes.length - code.of(Program.RETURN).length;
        int[] arguments = isa.systemCallArguments(); // a function's first two are in the same registers
        long data = at + 0x2000;
        return count -> {
            engine.register(arguments[0], count);
            engine.register(arguments[1], data);
            engine.start(at, until, 0, 0);
        };
    }

    private static StoreSpeed measure(Stopwatch.Loop stores, Stopwatch.Loop loads) {
        double[] best = Stopwatch.best(stores, loads);
        return new StoreSpeed(best[0] / IN_A_ROUND, best[1] / IN_A_ROUND);
    }
}
