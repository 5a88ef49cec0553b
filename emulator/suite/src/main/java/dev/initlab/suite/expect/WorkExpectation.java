package dev.initlab.suite.expect;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.initlab.suite.BootStory;
import dev.initlab.suite.InitcallRun;
import dev.initlab.suite.NamePattern;
import dev.initlab.suite.yaml.Placed;
import dev.initlab.suite.yaml.Shape;
import dev.initlab.suite.yaml.Shapes;
import dev.initlab.suite.yaml.Shapes.Parsed;

/**
 * A budget of guest work for an initcall, in bytes of guest code executed.
 *
 * @param name   the initcall; where it stands for several, each of them
 * @param budget how much it may do
 */
record WorkExpectation(NamePattern name, Budget budget) implements Expectation {
    private static final Pattern WORDS = Pattern.compile("(\\d{1,15})\\s*(\\+-|\\+)\\s*(\\d{1,3})\\s*%");
    private static final int HUNDRED = 100;

    static final Shape<List<Placed<Expectation>>> SHAPE = Names.map(Shapes.textOr(
            Shapes.text("'BYTES +P%' for at most P per cent more, or 'BYTES +-P%' for more or less", WORDS.pattern(),
                    text -> Parsed.of(parse(text), "is no budget")),
            Shapes.whole(0, 1L << 50).map(n -> new Budget(n, 0, n))), WorkExpectation::new);

    /**
     * How much an initcall may do.
     *
     * @param bytes as it is written
     * @param least with the tolerance
     * @param most  with the tolerance
     */
    record Budget(long bytes, long least, long most) {
    }

    private static Optional<Budget> parse(String text) {
        Matcher matcher = WORDS.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long bytes = Long.parseLong(matcher.group(1));
        long tolerance = bytes * Integer.parseInt(matcher.group(3)) / HUNDRED;
        return Optional.of(new Budget(bytes, matcher.group(2).equals("+") ? 0 : Math.max(0, bytes - tolerance),
                bytes + tolerance));
    }

    @Override
    public String title() {
        return "%s works %s".formatted(name, words());
    }

    private String words() {
        return budget.least() > 0 ? "%d to %d bytes".formatted(budget.least(), budget.most())
                : "at most %d bytes".formatted(budget.most());
    }

    @Override
    public Verdict check(BootStory story) {
        List<InitcallRun> runs = story.initcalls(name);
        if (runs.isEmpty()) {
            return Verdict.notCalled(story, name);
        }
        List<InitcallRun> beyond = runs.stream().filter(r -> r.work().isEmpty()
                || r.work().getAsLong() < budget.least() || r.work().getAsLong() > budget.most()).toList();
        if (beyond.isEmpty()) {
            return Verdict.PASSED;
        }
        InitcallRun first = beyond.getFirst();
        return Verdict.failed(story, "%s must work %s, and %s.".formatted(first.qualifiedName(), words(),
                first.work().isEmpty() ? "never returned" : "worked %d, %s".formatted(first.work().getAsLong(),
                        percent(first.work().getAsLong()))), beyond);
    }

    private String percent(long work) {
        return budget.bytes() == 0 ? "where none was allowed" : "%+d %% of what is written".formatted(
                Math.round((work - budget.bytes()) * (double) HUNDRED / budget.bytes()));
    }
}
