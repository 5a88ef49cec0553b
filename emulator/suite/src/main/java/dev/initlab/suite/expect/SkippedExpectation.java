package dev.initlab.suite.expect;

import java.util.List;

import dev.initlab.suite.BootStory;
import dev.initlab.suite.InitcallRun;
import dev.initlab.suite.NamePattern;
import dev.initlab.suite.yaml.Placed;
import dev.initlab.suite.yaml.Shape;

/**
 * An initcall is left out, because {@code initcall_blacklist=} names it.
 *
 * @param name the initcall; where it stands for several, all of them
 */
record SkippedExpectation(NamePattern name) implements Expectation {
    static final Shape<List<Placed<Expectation>>> SHAPE = Names.each(SkippedExpectation::new);

    @Override
    public String title() {
        return name + " is skipped";
    }

    @Override
    public Verdict check(BootStory story) {
        List<InitcallRun> ran = story.initcalls(name);
        if (!ran.isEmpty()) {
            return Verdict.failed(story, "%s must be skipped, and was called; the command line is '%s'.".formatted(
                    ran.getFirst().qualifiedName(), story.commandLine()), ran);
        }
        boolean skipped = story.skipped().stream().anyMatch(name::matches);
        return skipped ? Verdict.PASSED : Verdict.notCalled(story, name);
    }
}
