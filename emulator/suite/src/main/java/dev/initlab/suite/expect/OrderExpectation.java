package dev.initlab.suite.expect;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.initlab.suite.BootStory;
import dev.initlab.suite.InitcallRun;
import dev.initlab.suite.NamePattern;
import dev.initlab.suite.yaml.Placed;
import dev.initlab.suite.yaml.Shape;
import dev.initlab.suite.yaml.Shapes;
import dev.initlab.suite.yaml.Shapes.Parsed;

/**
 * Initcalls run one before the other: {@code a before b immediately before c}.
 *
 * <p>Where a name stands for several, all of the left run before all of the right; immediately before means that
 * nothing runs between the last of the left and the first of the right.
 *
 * @param steps each with how it is bound to the one before it
 */
record OrderExpectation(List<Step> steps) implements Expectation {
    private static final String NAME = NamePattern.SYNTAX;
    private static final String SYNTAX = "\\s*" + NAME + "(\\s+(immediately\\s+)?before\\s+" + NAME + ")+\\s*";

    static final Shape<List<Placed<Expectation>>> SHAPE = Shapes.oneOrMore(Shapes.<Expectation>text(
            "a sentence like 'a before b', 'a immediately before b' or 'a before b before c'", SYNTAX,
            text -> new Parsed.Good<>(parse(text))).placed());

    /**
     * A name of the chain.
     *
     * @param name        the initcall
     * @param immediately whether nothing may run between the one before it and this one
     */
    record Step(NamePattern name, boolean immediately) {
    }

    private static OrderExpectation parse(String text) {
        List<Step> steps = new ArrayList<>();
        boolean immediately = false;
        // Names and keywords take turns, so that an initcall may be called 'before'.
        boolean name = true;
        for (String word : text.strip().split("\\s+", -1)) {
            if (name) {
                steps.add(new Step(NamePattern.of(word), immediately));
                immediately = false;
                name = false;
            } else if (word.equals("immediately")) {
                immediately = true;
            } else {
                name = true;
            }
        }
        return new OrderExpectation(List.copyOf(steps));
    }

    @Override
    public String title() {
        StringBuilder title = new StringBuilder(steps.getFirst().name().toString());
        steps.stream().skip(1).forEach(s -> title.append(s.immediately() ? " immediately before " : " before ")
                .append(s.name()));
        return title.toString();
    }

    @Override
    public Verdict check(BootStory story) {
        Optional<Verdict> missing = steps.stream().map(Step::name).filter(n -> story.initcalls(n).isEmpty())
                .findFirst().map(n -> Verdict.notCalled(story, n));
        if (missing.isPresent()) {
            return missing.get();
        }
        for (int i = 1; i < steps.size(); i++) {
            Verdict verdict = check(story, steps.get(i - 1).name(), steps.get(i));
            if (verdict instanceof Verdict.Failed) {
                return verdict;
            }
        }
        return Verdict.PASSED;
    }

    private Verdict check(BootStory story, NamePattern left, Step right) {
        List<InitcallRun> after = story.initcalls(right.name());
        List<InitcallRun> before = story.initcalls(left).stream().filter(r -> !after.contains(r)).toList();
        if (before.isEmpty()) {
            return Verdict.failed(story, "%s and %s name the same initcalls, which cannot run before themselves."
                    .formatted(left, right.name()), after);
        }
        InitcallRun last = before.getLast();
        InitcallRun first = after.getFirst();
        if (last.position() > first.position()) {
            return Verdict.failed(story, "%s must run before %s, and runs after it.".formatted(last.qualifiedName(),
                    first.qualifiedName()), List.of(first, last));
        }
        int between = first.position() - last.position() - 1;
        if (right.immediately() && between > 0) {
            return Verdict.failed(story, "%s must run immediately before %s; %d initcall%s between them.".formatted(
                    last.qualifiedName(), first.qualifiedName(), between, between == 1 ? " runs" : "s run"),
                    List.of(last, first));
        }
        return Verdict.PASSED;
    }
}
