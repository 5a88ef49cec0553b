package dev.initlab.suite.expect;

import java.util.List;
import java.util.Optional;

import dev.initlab.suite.BootStory;
import dev.initlab.suite.InitcallRun;
import dev.initlab.suite.NamePattern;
import dev.initlab.suite.yaml.Placed;
import dev.initlab.suite.yaml.Shape;

/**
 * The image, or a module that was loaded, has an initcall of that name, or none.
 *
 * @param name    the initcall
 * @param present whether there must be one
 */
record PresenceExpectation(NamePattern name, boolean present) implements Expectation {
    static final Shape<List<Placed<Expectation>>> PRESENT = Names.each(name -> new PresenceExpectation(name, true));
    static final Shape<List<Placed<Expectation>>> ABSENT = Names.each(name -> new PresenceExpectation(name, false));

    @Override
    public String title() {
        return name + (present ? " is present" : " is absent");
    }

    @Override
    public Verdict check(BootStory story) {
        if (story.knows(name) == present) {
            return Verdict.PASSED;
        }
        if (present) {
            return Verdict.unknown(story, name);
        }
        List<InitcallRun> runs = story.initcalls(name);
        String message = "%s must be absent, and is there.".formatted(name);
        if (!runs.isEmpty()) {
            return Verdict.failed(story, message, runs);
        }
        List<Verdict.Subject> entries = story.image().initcalls().stream().filter(name::matches).map(Verdict::subject)
                .toList();
        return new Verdict.Failed(message + "\n  " + String.join("\n  ", entries.stream().map(Verdict.Subject::name)
                .toList()), entries, Optional.empty());
    }
}
