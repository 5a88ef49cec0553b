package dev.initlab.suite.expect;

import java.util.List;
import java.util.regex.Pattern;

import dev.initlab.suite.BootStory;
import dev.initlab.suite.yaml.Placed;
import dev.initlab.suite.yaml.Shape;
import dev.initlab.suite.yaml.Shapes;

/**
 * No line of the kernel's log has this regular expression in it.
 *
 * @param line the regular expression
 */
record NoLogExpectation(Pattern line) implements Expectation {
    static final Shape<List<Placed<Expectation>>> SHAPE = Shapes.oneOrMore(
            LogExpectation.LINE.<Expectation>map(NoLogExpectation::new).placed());
    private static final int AROUND = 2;

    @Override
    public String title() {
        return "log has no " + line;
    }

    @Override
    public Verdict check(BootStory story) {
        List<String> log = story.logLines();
        int found = LogExpectation.find(log, line, 0);
        if (found < 0) {
            return Verdict.PASSED;
        }
        StringBuilder message = new StringBuilder("Line %d of the log matches '%s'; none may.".formatted(found + 1,
                line));
        for (int at = Math.max(0, found - AROUND); at <= Math.min(log.size() - 1, found + AROUND); at++) {
            message.append(LogExpectation.line(log, at, at == found));
        }
        return Verdict.failed(message.toString());
    }
}
