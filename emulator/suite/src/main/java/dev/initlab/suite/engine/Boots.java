package dev.initlab.suite.engine;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import dev.initlab.suite.BootFiles;
import dev.initlab.suite.BootStory;
import dev.initlab.suite.expect.Verdict;
import dev.initlab.suite.file.Suite;

/**
 * Does the boots of a run and checks what they did, several at a time if wanted.
 *
 * <p>Of a boot only the verdicts are kept, so that a run of thousands needs no more memory than one of a few.
 */
final class Boots implements AutoCloseable {
    private static final double NANOS = 1e9;

    private final BootFiles files;
    private final ExecutorService workers;
    private final boolean ahead;
    private final Map<SuiteDescriptor.OfCell, Future<Checked>> done = new HashMap<>();

    /**
     * What a boot came to.
     *
     * @param outcome  how it ended, for people
     * @param seconds  of the host, with the checks
     * @param verdicts of all its checks
     * @param sources  where the initcalls of the failed ones are written
     */
    record Checked(String outcome, double seconds, Map<Suite.Check, Verdict> verdicts,
            Map<Suite.Check, List<InitcallSource>> sources) {
    }

    Boots(BootFiles files, int jobs) {
        this.files = files;
        this.ahead = jobs > 1;
        this.workers = Executors.newFixedThreadPool(Math.max(1, jobs), work -> {
            Thread thread = new Thread(work, "initlab-boot");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Announces a boot that will be asked for; with several jobs it begins. */
    void announce(SuiteDescriptor.OfCell cell, List<Suite.Check> checks) {
        if (ahead) {
            done.put(cell, workers.submit(() -> run(cell.cell(), checks)));
        }
    }

    /**
     * The result of a boot, done now unless it was announced.
     *
     * @throws ExecutionException   with what kept it from being booted or checked
     * @throws InterruptedException if this thread was interrupted
     */
    Checked result(SuiteDescriptor.OfCell cell, List<Suite.Check> checks)
            throws ExecutionException, InterruptedException {
        Future<Checked> early = done.remove(cell);
        if (early != null) {
            return early.get();
        }
        try {
            return run(cell.cell(), checks);
        } catch (RuntimeException e) {
            throw new ExecutionException(e);
        }
    }

    private Checked run(Suite.Cell cell, List<Suite.Check> checks) throws InterruptedException {
        long started = System.nanoTime();
        BootStory story = cell.plan().boot(files);
        Map<Suite.Check, Verdict> verdicts = new HashMap<>();
        Map<Suite.Check, List<InitcallSource>> sources = new HashMap<>();
        for (Suite.Check check : checks) {
            Verdict verdict = check.expectation().check(story);
            verdicts.put(check, verdict);
            if (verdict instanceof Verdict.Failed failed) {
                sources.put(check, failed.about().stream().flatMap(s -> story.image().source(s.address())
                        .map(at -> new InitcallSource(s.name(), at)).stream()).toList());
            }
        }
        return new Checked(story.result().outcome().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                (System.nanoTime() - started) / NANOS, verdicts, sources);
    }

    @Override
    public void close() {
        workers.shutdownNow();
    }
}
