package dev.initlab.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import dev.initlab.suite.BootFiles;
import dev.initlab.suite.BootStory;
import dev.initlab.suite.expect.Verdict;
import dev.initlab.suite.file.Suite;
import dev.initlab.suite.file.SuiteReader;

/**
 * How long many boots take with all their checks, one after the other, and what they leave in memory.
 *
 * <p>As the test engine does it, for the first boot of one suite: boot, check, keep the verdicts.
 */
public final class SuiteBoots {
    private static final int EARLY = 100;
    private static final int BOOTS = 1000;
    private static final double NANOS = 1e9;

    private SuiteBoots() {
    }

    /** The suite file. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        BootFiles files = new BootFiles();
        Suite.Cell cell = switch (new SuiteReader(files).read(Path.of(arguments[0]))) {
            case SuiteReader.Result.Good(Suite suite) -> suite.cells().getFirst();
            case SuiteReader.Result.Bad(_, var mistakes) -> throw new IllegalArgumentException(mistakes.toString());
        };
        long started = System.nanoTime();
        long failed = 0;
        long early = 0;
        for (int i = 1; i <= BOOTS; i++) {
            BootStory story = cell.plan().boot(files);
            List<Verdict> verdicts = cell.checks().stream().map(c -> c.expectation().check(story)).toList();
            failed += verdicts.stream().filter(Verdict.Failed.class::isInstance).count();
            if (i == EARLY) {
                early = residentKilobytes();
            }
        }
        double seconds = (System.nanoTime() - started) / NANOS;
        long late = residentKilobytes();
        System.out.printf("%s: %d boots, each with %d checks, %d failed: %.1f s; resident memory to that after %d boots: "
                + "%.3f times (%d KiB)%n", cell.name(), BOOTS, cell.checks().size(), failed, seconds, EARLY,
                (double) late / early, late);
    }

    private static long residentKilobytes() throws IOException {
        System.gc();
        try (Stream<String> status = Files.lines(Path.of("/proc/self/status"))) {
            return status.filter(l -> l.startsWith("VmRSS:")).mapToLong(l -> Long.parseLong(l.split("\\s+")[1]))
                    .findFirst().orElseThrow();
        }
    }
}
