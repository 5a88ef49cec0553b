package dev.initlab.cli.test;

import java.util.List;
import java.util.Optional;

import dev.initlab.suite.engine.InitcallSource;

/**
 * One boot of a suite and what its tests said.
 *
 * @param file    the suite file, with {@code /} whatever the system
 * @param name    of the boot in its suite: the architecture, and what the matrix varies
 * @param outcome how it ended; empty if it did not begin
 * @param problem why it did not begin
 * @param seconds of the host, with the checks
 * @param tests   in the order of the file
 */
record BootReport(String file, String name, Optional<String> outcome, Optional<String> problem, double seconds,
        List<Test> tests) {
    /** How the end of a boot is called that ran out of a budget. */
    private static final String BUDGET = "budget-exhausted";

    BootReport {
        tests = List.copyOf(tests);
    }

    /**
     * One expectation.
     *
     * @param title   what people call it
     * @param line    in the suite file, from 1
     * @param column  from 1
     * @param failure what was seen instead, if it failed
     */
    record Test(String title, int line, int column, Optional<Failure> failure) {
    }

    /**
     * What was seen instead.
     *
     * @param kind    the keyword of the expectation
     * @param message one line, and lines that show it
     * @param sources where the initcalls it speaks of are written
     */
    record Failure(String kind, String message, List<InitcallSource> sources) {
        /** The first line. */
        String headline() {
            return message.lines().findFirst().orElse("");
        }
    }

    /** The file and the boot. */
    String title() {
        return file + " [" + name + "]";
    }

    long failures() {
        return tests.stream().filter(t -> t.failure().isPresent()).count();
    }

    boolean isWell() {
        return problem.isEmpty() && failures() == 0;
    }

    boolean ranOut() {
        return outcome.filter(BUDGET::equals).isPresent();
    }
}
