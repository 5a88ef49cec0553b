package dev.initlab.suite.expect;

import java.util.List;

import dev.initlab.suite.BootStory;
import dev.initlab.suite.NamePattern;
import dev.initlab.suite.yaml.Placed;
import dev.initlab.suite.yaml.Shape;

/**
 * An initcall is called in this boot.
 *
 * @param name the initcall
 */
record RanExpectation(NamePattern name) implements Expectation {
    static final Shape<List<Placed<Expectation>>> SHAPE = Names.each(RanExpectation::new);

    @Override
    public String title() {
        return name + " runs";
    }

    @Override
    public Verdict check(BootStory story) {
        return story.initcalls(name).isEmpty() ? Verdict.notCalled(story, name) : Verdict.PASSED;
    }
}
