package dev.initlab.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

import dev.initlab.inspect.order.InitcallOrder;
import dev.initlab.inspect.order.OrderChange;
import dev.initlab.inspect.order.OrderEntry;
import dev.initlab.kernel.InputException;
import dev.initlab.suite.BootFiles;
import dev.initlab.suite.expect.OrderRule;
import dev.initlab.suite.file.Suite;
import dev.initlab.suite.file.SuiteReader;
import dev.initlab.suite.yaml.Mistake;
import dev.initlab.suite.yaml.Position;

/**
 * What suites expect of the order, and by which differences that is no longer so.
 *
 * @param broken the expectations that were met and are not
 */
record Crossings(List<Broken> broken) {

    /**
     * An expectation that is no longer met.
     *
     * @param file     the suite
     * @param at       where it stands there
     * @param title    what it says
     * @param culprits the initcalls that have to do with it, as they are now
     */
    record Broken(Path file, Position at, String title, Set<OrderEntry> culprits) {
        /** {@code file:line:column: a before b}. */
        String line() {
            return file + ":" + at + ": " + title;
        }
    }

    /** Reads suites and asks their expectations about both orders. */
    static Crossings of(List<Path> suites, InitcallOrder before, InitcallOrder after) {
        List<Broken> broken = new ArrayList<>();
        for (Path file : suites) {
            TreeMap<Position, Suite.Check> checks = new TreeMap<>(); // a matrix has each many times
            read(file).cells().forEach(cell -> cell.checks().forEach(check -> checks.putIfAbsent(check.at(), check)));
            checks.forEach((at, check) -> OrderRule.of(check.expectation())
                    .map(rule -> rule.brokenBy(before, after)).filter(culprits -> !culprits.isEmpty())
                    .ifPresent(culprits -> broken.add(new Broken(file, at, check.title(), culprits))));
        }
        return new Crossings(broken);
    }

    /** Those a difference has to do with. */
    List<Broken> by(OrderChange change) {
        return broken.stream().filter(b -> b.culprits().contains(change.entry())).toList();
    }

    private static Suite read(Path file) {
        return switch (new SuiteReader(new BootFiles()).read(file)) {
            case SuiteReader.Result.Good(Suite suite) -> suite;
            case SuiteReader.Result.Bad bad -> {
                Mistake first = bad.mistakes().getFirst();
                throw new InputException(first.file() + ":" + first.at(), first.text());
            }
        };
    }
}
