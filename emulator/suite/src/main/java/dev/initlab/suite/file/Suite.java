package dev.initlab.suite.file;

import java.nio.file.Path;
import java.util.List;

import dev.initlab.suite.BootPlan;
import dev.initlab.suite.expect.Expectation;
import dev.initlab.suite.expect.ExpectationKind;
import dev.initlab.suite.yaml.Position;

/**
 * A suite file without mistakes: some boots, and what is expected of each.
 *
 * @param file  as it was named
 * @param title what people call it
 * @param cells the boots of its matrix, in its order
 */
public record Suite(Path file, String title, List<Cell> cells) {
    /** What the name of every suite file ends in. */
    public static final String SUFFIX = ".initlab.yaml";

    public Suite {
        cells = List.copyOf(cells);
    }

    /**
     * One boot of a suite.
     *
     * @param name   unique in the suite: the architecture, and what else the matrix varies
     * @param plan   what is booted, and how
     * @param at     what to point at when the boot as a whole is meant
     * @param checks what is expected of it, in the order of the file
     */
    public record Cell(String name, BootPlan plan, Position at, List<Check> checks) {
        public Cell {
            checks = List.copyOf(checks);
        }
    }

    /**
     * One expectation.
     *
     * @param number      place in the suite, from 1; 0 when the suite does not say it and it is expected anyway
     * @param kind        its kind
     * @param at          where it stands
     * @param title       what people call it
     * @param expectation what is checked
     */
    public record Check(int number, ExpectationKind kind, Position at, String title, Expectation expectation) {
    }
}
