package dev.initlab.suite.expect;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.initlab.suite.yaml.Shape;
import dev.initlab.suite.yaml.Shapes;
import dev.initlab.suite.yaml.Shapes.Parsed;

/**
 * A number is equal to another, at least or at most as large: {@code 5}, {@code ">= 5"}, {@code "<= 5"}.
 *
 * @param least that is allowed
 * @param most  that is allowed
 */
record Comparison(long least, long most) {
    private static final Pattern WORDS = Pattern.compile("(>=|<=)\\s*(\\d{1,18})");
    static final Shape<Comparison> SHAPE = Shapes.textOr(
            Shapes.text("'>= N' or '<= N'", WORDS.pattern(), text -> Parsed.of(parse(text), "is no comparison")),
            Shapes.whole(0, Long.MAX_VALUE).map(n -> new Comparison(n, n)));

    static Optional<Comparison> parse(String text) {
        Matcher matcher = WORDS.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long number = Long.parseLong(matcher.group(2));
        return Optional.of(matcher.group(1).equals(">=") ? new Comparison(number, Long.MAX_VALUE)
                : new Comparison(0, number));
    }

    boolean holds(long value) {
        return value >= least && value <= most;
    }

    /** {@code 5}, {@code at least 5}, {@code at most 5}. */
    @Override
    public String toString() {
        return least == most ? Long.toString(least) : least > 0 ? "at least " + least : "at most " + most;
    }
}
