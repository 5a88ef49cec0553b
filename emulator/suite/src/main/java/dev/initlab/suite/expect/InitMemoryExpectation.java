package dev.initlab.suite.expect;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

import dev.initlab.suite.BootStory;
import dev.initlab.suite.yaml.Placed;
import dev.initlab.suite.yaml.Shape;
import dev.initlab.suite.yaml.Shapes;
import dev.initlab.suite.yaml.Shapes.Parsed;

/**
 * Init memory is given back, or not.
 *
 * @param kilobytes how much of it; empty if it must not be given back
 */
record InitMemoryExpectation(Optional<Comparison> kilobytes) implements Expectation {
    static final Shape<List<Placed<Expectation>>> SHAPE = Shapes.<Expectation>textOr(
            Shapes.text("'freed', 'kept', or kilobytes as N, '>= N' or '<= N'", "freed|kept|(>=|<=)\\s*\\d{1,18}",
                    InitMemoryExpectation::parse),
            Shapes.whole(0, Long.MAX_VALUE).map(n -> new InitMemoryExpectation(Optional.of(new Comparison(n, n)))))
            .placed().map(List::of);

    private static Parsed<Expectation> parse(String text) {
        return new Parsed.Good<>(new InitMemoryExpectation(switch (text) {
            case "kept" -> Optional.empty();
            case "freed" -> Optional.of(new Comparison(0, Long.MAX_VALUE));
            default -> Comparison.parse(text);
        }));
    }

    @Override
    public String title() {
        return "init memory: " + wanted();
    }

    private String wanted() {
        return kilobytes.map(k -> k.equals(new Comparison(0, Long.MAX_VALUE)) ? "given back"
                : k + " kB given back").orElse("kept");
    }

    @Override
    public Verdict check(BootStory story) {
        OptionalLong freed = story.initMemoryFreed();
        boolean good = kilobytes.map(k -> freed.isPresent() && k.holds(freed.getAsLong())).orElse(freed.isEmpty());
        return good ? Verdict.PASSED : Verdict.failed("Init memory must be %s, and %s.".formatted(wanted(),
                freed.isPresent() ? freed.getAsLong() + " kB were given back"
                        : "was not given back: " + ExitExpectation.ending(story.result())));
    }
}
