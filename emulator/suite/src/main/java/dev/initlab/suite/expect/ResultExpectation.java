package dev.initlab.suite.expect;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

import dev.initlab.kernel.errno.Errno;
import dev.initlab.suite.BootStory;
import dev.initlab.suite.InitcallRun;
import dev.initlab.suite.NamePattern;
import dev.initlab.suite.NearestNames;
import dev.initlab.suite.yaml.Placed;
import dev.initlab.suite.yaml.Shape;
import dev.initlab.suite.yaml.Shapes;
import dev.initlab.suite.yaml.Shapes.Parsed;

/**
 * An initcall returns a value, or never returns.
 *
 * @param name   the initcall; where it stands for several, all of them
 * @param result the value; empty for one that never returns
 */
record ResultExpectation(NamePattern name, OptionalInt result) implements Expectation {
    private static final String NEVER = "never returns";
    private static final Shape<OptionalInt> RESULT = Shapes.textOr(
            Shapes.text("an error such as -ENODEV, or '" + NEVER + "'", "-E[A-Z0-9]+|" + NEVER,
                    ResultExpectation::parse),
            Shapes.whole(Integer.MIN_VALUE, Integer.MAX_VALUE).map(n -> OptionalInt.of(n.intValue())));

    static final Shape<List<Placed<Expectation>>> SHAPE = Names.map(RESULT, ResultExpectation::new);

    private static Parsed<OptionalInt> parse(String text) {
        if (text.equals(NEVER)) {
            return new Parsed.Good<>(OptionalInt.empty());
        }
        String errno = text.substring(1);
        Optional<OptionalInt> number = Arrays.stream(Errno.values()).filter(e -> e.name().equals(errno)).findFirst()
                .map(e -> OptionalInt.of(-e.number()));
        return Parsed.of(number, "is no error of Linux." + NearestNames.offer(text,
                Arrays.stream(Errno.values()).map(e -> "-" + e.name()).toList()));
    }

    @Override
    public String title() {
        return name + (result.isPresent() ? " returns " + InitcallRun.resultText(result.getAsInt()) : " " + NEVER);
    }

    @Override
    public Verdict check(BootStory story) {
        List<InitcallRun> runs = story.initcalls(name);
        if (runs.isEmpty()) {
            return Verdict.notCalled(story, name);
        }
        List<InitcallRun> others = runs.stream().filter(r -> !r.result().equals(result)).toList();
        if (others.isEmpty()) {
            return Verdict.PASSED;
        }
        InitcallRun first = others.getFirst();
        String wanted = result.isPresent() ? "return " + InitcallRun.resultText(result.getAsInt()) : "never return";
        String found = first.result().isPresent() ? "returned " + first.resultText() : "never returned";
        String more = others.size() == 1 ? "" : " %d more did otherwise: %s.".formatted(others.size() - 1,
                String.join(", ", others.stream().skip(1).limit(5).map(r -> r.qualifiedName() + " (" + r.resultText() + ")").toList()));
        return Verdict.failed(story, "%s must %s, and %s.%s".formatted(first.qualifiedName(), wanted, found,
                more), others);
    }
}
