package dev.initlab.machine.check;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import dev.initlab.machine.Architecture;

/**
 * One behaviour of the engine the machine relies on, and how it is tried.
 *
 * @param id           short name, unique within an architecture
 * @param architecture whose instructions are run
 * @param what         what must be so, in a few words
 * @param why          what goes wrong if it is not so
 * @param body         tries it; throws if it is not so
 */
public record EngineCheck(String id, Architecture architecture, String what, String why, Body body) {
    private static final Duration DEADLINE = Duration.ofSeconds(20);

    /** The programs of a check, on a bench of its own. */
    @FunctionalInterface
    interface Body {
        void run(Bench bench);
    }

    /**
     * Runs the check on a machine of its own.
     *
     * @return what was seen instead, in one line; empty if all is well
     * @throws dev.initlab.unicorn.UnicornLibraryException if there is no usable libunicorn
     */
    public Optional<String> run() {
        return run(Bench.codeOf(architecture), DEADLINE);
    }

    /** Whatever the body throws is a finding: it comes from the engine, or from what the engine did. */
    Optional<String> run(GuestCode code, Duration deadline) {
        try (Bench bench = new Bench(architecture, code)) {
            CountDownLatch done = new CountDownLatch(1);
            Thread watchdog = Thread.ofVirtual().start(() -> stopAfter(deadline, bench, done));
            try {
                body.run(bench);
                return Optional.empty();
            } catch (RuntimeException | AssertionError e) {
                return Optional.of(line(e));
            } finally {
                done.countDown();
                watchdog.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("interrupted");
        }
    }

    private static void stopAfter(Duration deadline, Bench bench, CountDownLatch done) {
        try {
            boolean ended = done.await(deadline.toMillis(), TimeUnit.MILLISECONDS);
            while (!ended) {
                bench.stop();
                ended = done.await(1, TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String line(Throwable thrown) {
        String message = Optional.ofNullable(thrown.getMessage()).orElse("no reason given");
        String said = thrown instanceof CheckFailedException || thrown instanceof ScriptedTraps.FaultException
                ? message : thrown.getClass().getSimpleName() + ": " + message;
        return said.replaceAll("\\s*\\R\\s*", " ");
    }
}
