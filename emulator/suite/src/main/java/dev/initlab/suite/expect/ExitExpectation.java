package dev.initlab.suite.expect;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import dev.initlab.kernel.BootResult;
import dev.initlab.suite.BootStory;
import dev.initlab.suite.yaml.Placed;
import dev.initlab.suite.yaml.Shape;
import dev.initlab.suite.yaml.Shapes;
import dev.initlab.trace.Outcome;

/**
 * How the boot ends.
 *
 * @param word     as it is written
 * @param outcomes those that are meant
 */
record ExitExpectation(String word, Set<Outcome> outcomes) implements Expectation {
    private static final String IN_ORDER = "in-order";
    private static final int SHOWN = 8;

    static final Shape<List<Placed<Expectation>>> SHAPE = Shapes.choice(words()).placed().map(List::of);

    /** What every boot is held to whose suite does not say otherwise. */
    static ExitExpectation inOrder() {
        return new ExitExpectation(IN_ORDER, EnumSet.of(Outcome.POWER_OFF, Outcome.HALT, Outcome.RESTART));
    }

    private static Map<String, Expectation> words() {
        Map<String, Expectation> words = new LinkedHashMap<>();
        words.put(IN_ORDER, inOrder());
        for (Outcome outcome : Outcome.values()) {
            if (outcome != Outcome.STOPPED) {
                words.put(word(outcome), new ExitExpectation(word(outcome), EnumSet.of(outcome)));
            }
        }
        return words;
    }

    private static String word(Outcome outcome) {
        return outcome.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** How a boot ended, for people. */
    static String ending(BootResult result) {
        return word(result.outcome()) + (result.reason().isEmpty() ? "" : " (" + result.reason() + ")");
    }

    @Override
    public String title() {
        return outcomes.size() == 1 ? "the boot ends by " + word : "the boot ends in order";
    }

    @Override
    public Verdict check(BootStory story) {
        if (outcomes.contains(story.result().outcome())) {
            return Verdict.PASSED;
        }
        List<String> log = story.logLines();
        StringBuilder message = new StringBuilder("The boot must end %s, and ended by %s. The log's last lines:"
                .formatted(outcomes.size() == 1 ? "by " + word : "in order", ending(story.result())));
        for (int at = Math.max(0, log.size() - SHOWN); at < log.size(); at++) {
            message.append(LogExpectation.line(log, at, false));
        }
        return Verdict.failed(message.toString());
    }
}
