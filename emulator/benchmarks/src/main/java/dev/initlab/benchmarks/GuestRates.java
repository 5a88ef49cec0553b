package dev.initlab.benchmarks;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

import dev.initlab.kernel.BootConfig;
import dev.initlab.kernel.Kernel;
import dev.initlab.trace.Event;
import dev.initlab.trace.EventLog;

/**
 * How many hypercalls a second are answered, and how many initcalls a second start and return.
 *
 * <p>Both are measured inside a boot, by the host times of its events: the median of several boots.
 */
public final class GuestRates {
    private static final int RUNS = 9;
    private static final int HYPERCALLS = 4_000_000;
    private static final double NANOS = 1e9;

    private GuestRates() {
    }

    /** Architecture, then the image with many initcalls. */
    public static void main(String[] arguments) throws InterruptedException {
        String architecture = arguments[0];
        BootConfig calls = new Images(architecture).config(
                "/lib/modules/calls.ko hypercalls=%d%n".formatted(HYPERCALLS));
        System.out.printf("%s: %.1f million hypercalls a second%n", architecture,
                median(calls, GuestRates::hypercallRate) / 1e6);
        System.out.printf("%s: %.0f thousand initcalls a second%n", architecture,
                median(Images.config(Path.of(arguments[1])), GuestRates::initcallRate) / 1e3);
    }

    private interface Rate {
        double of(EventLog events);
    }

    private static double median(BootConfig config, Rate rate) throws InterruptedException {
        double[] rates = new double[RUNS];
        for (int i = 0; i < RUNS; i++) {
            EventLog events = new EventLog();
            Kernel.boot(config.withSink(events));
            rates[i] = rate.of(events);
        }
        Arrays.sort(rates);
        return rates[RUNS / 2];
    }

    private static double hypercallRate(EventLog events) {
        Event.InitcallReturned calls = events.events(Event.InitcallReturned.class).stream()
                .filter(e -> e.initcall().symbol().equals("calls_init")).findFirst()
                .orElseThrow(() -> new IllegalStateException("calls.ko was not loaded"));
        return HYPERCALLS / (calls.hostDuration() / NANOS);
    }

    private static double initcallRate(EventLog events) {
        List<Event.InitcallStarted> many = events.events(Event.InitcallStarted.class).stream()
                .filter(e -> e.initcall().symbol().startsWith("many_")).toList();
        long time = many.getLast().at().hostTime() - many.getFirst().at().hostTime();
        return (many.size() - 1) / (time / NANOS);
    }
}
