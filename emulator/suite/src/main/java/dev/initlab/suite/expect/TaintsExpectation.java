package dev.initlab.suite.expect;

import java.util.List;

import dev.initlab.suite.BootStory;
import dev.initlab.suite.NearestNames;
import dev.initlab.suite.yaml.Placed;
import dev.initlab.suite.yaml.Shape;
import dev.initlab.suite.yaml.Shapes;
import dev.initlab.suite.yaml.Shapes.Parsed;

/**
 * The taints a module brings, as the letters {@code /proc/modules} shows.
 *
 * @param module  the module's name
 * @param letters in any order; none when it taints nothing
 */
record TaintsExpectation(String module, String letters) implements Expectation {
    private static final String NONE = "none";

    static final Shape<List<Placed<Expectation>>> SHAPE = Shapes.map(ModuleExpectation.MODULE,
            Shapes.text("letters such as OE, or '" + NONE + "'", "[A-Z]+|" + NONE,
                    text -> new Parsed.Good<>(text.equals(NONE) ? "" : sorted(text))))
            .map(entries -> entries.stream().map(e -> e.key().<Expectation>map(
                    module -> new TaintsExpectation(module, e.value()))).toList());

    @Override
    public String title() {
        return "module %s taints %s".formatted(module, words(letters));
    }

    @Override
    public Verdict check(BootStory story) {
        String found = story.taints().get(module);
        if (found == null) {
            return Verdict.failed("Module %s was not loaded, so that it taints nothing.%s".formatted(module,
                    NearestNames.offer(module, story.taints().keySet())));
        }
        return sorted(found).equals(letters) ? Verdict.PASSED
                : Verdict.failed("Module %s must taint %s, and taints %s.".formatted(module, words(letters),
                        words(found)));
    }

    private static String words(String taints) {
        return taints.isEmpty() ? "nothing" : taints;
    }

    private static String sorted(String text) {
        return text.chars().sorted().distinct().collect(StringBuilder::new, StringBuilder::appendCodePoint,
                StringBuilder::append).toString();
    }
}
