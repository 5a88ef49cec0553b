package dev.initlab.suite.expect;

import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

import dev.initlab.suite.BootStory;
import dev.initlab.suite.yaml.Placed;
import dev.initlab.suite.yaml.Shape;
import dev.initlab.suite.yaml.Shapes;
import dev.initlab.suite.yaml.Shapes.Parsed;

/**
 * The kernel's log has lines in which these regular expressions are found, in this order, others in between.
 *
 * @param lines one for each line
 */
record LogExpectation(List<Pattern> lines) implements Expectation {
    static final Shape<Pattern> LINE = Shapes.text("a regular expression", Shapes.LINE, LogExpectation::parse);
    static final Shape<List<Placed<Expectation>>> SHAPE = Shapes.oneOrMore(LINE)
            .<Expectation>map(LogExpectation::new).placed().map(List::of);
    private static final int SHOWN = 6;

    private static Parsed<Pattern> parse(String text) {
        try {
            return new Parsed.Good<>(Pattern.compile(text));
        } catch (PatternSyntaxException e) {
            return new Parsed.Bad<>("is no regular expression: %s at character %d".formatted(e.getDescription(),
                    e.getIndex() + 1));
        }
    }

    @Override
    public String title() {
        return "log: " + String.join(", then ", lines.stream().map(Pattern::pattern).toList());
    }

    @Override
    public Verdict check(BootStory story) {
        List<String> log = story.logLines();
        int from = 0;
        for (Pattern line : lines) {
            int at = find(log, line, from);
            if (at < 0) {
                return Verdict.failed(missing(log, line, from));
            }
            from = at + 1;
        }
        return Verdict.PASSED;
    }

    static int find(List<String> log, Pattern line, int from) {
        for (int at = from; at < log.size(); at++) {
            if (line.matcher(log.get(at)).find()) {
                return at;
            }
        }
        return -1;
    }

    private static String missing(List<String> log, Pattern line, int from) {
        int earlier = find(log, line, 0);
        StringBuilder message = new StringBuilder("No line of the log%s matches '%s'%s.".formatted(
                from == 0 ? "" : " behind line " + from, line, earlier < 0 ? "" : "; line %d does, too early"
                        .formatted(earlier + 1)));
        int first = Math.max(0, from - 1);
        if (earlier >= 0) {
            first = Math.min(first, earlier);
        }
        for (int at = first; at < Math.min(log.size(), first + SHOWN); at++) {
            message.append(line(log, at, at == earlier));
        }
        int rest = log.size() - first - SHOWN;
        return message.append(rest > 0 ? "\n          … %d more lines".formatted(rest) : "").toString();
    }

    static String line(List<String> log, int at, boolean marked) {
        return "\n  %s %4d  %s".formatted(marked ? ">" : " ", at + 1, log.get(at));
    }
}
