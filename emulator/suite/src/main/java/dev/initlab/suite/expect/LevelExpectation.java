package dev.initlab.suite.expect;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.initlab.inspect.InitcallEntry;
import dev.initlab.inspect.order.OrderLevel;
import dev.initlab.suite.BootStory;
import dev.initlab.suite.NamePattern;
import dev.initlab.suite.yaml.Placed;
import dev.initlab.suite.yaml.Shape;
import dev.initlab.suite.yaml.Shapes;

/**
 * An initcall of the image belongs to a level.
 *
 * @param name  the initcall
 * @param level as golden orders call it: {@code core} is not {@code core_sync}
 */
record LevelExpectation(NamePattern name, OrderLevel level) implements Expectation {
    static final Shape<List<Placed<Expectation>>> SHAPE = Names.map(Shapes.choice(levels()), LevelExpectation::new);

    private static Map<String, OrderLevel> levels() {
        Map<String, OrderLevel> levels = new LinkedHashMap<>();
        for (OrderLevel level : OrderLevel.values()) {
            if (level != OrderLevel.MODULE) {
                levels.put(level.word(), level);
            }
        }
        return levels;
    }

    @Override
    public String title() {
        return name + " is in level " + level.word();
    }

    @Override
    public Verdict check(BootStory story) {
        List<InitcallEntry> entries = story.image().initcalls().stream().filter(name::matches).toList();
        if (entries.isEmpty()) {
            return story.knows(name) ? Verdict.failed("%s is the init function of a loaded module and has no level."
                    .formatted(name)) : Verdict.unknown(story, name);
        }
        List<InitcallEntry> others = entries.stream().filter(e -> levelOf(e) != level).toList();
        if (others.isEmpty()) {
            return Verdict.PASSED;
        }
        StringBuilder message = new StringBuilder("%s must be in level %s, and is in %s.".formatted(
                Verdict.subject(others.getFirst()).name(), level.word(), levelOf(others.getFirst()).word()));
        for (InitcallEntry entry : entries) {
            message.append("\n  %s  %-12s  %s".formatted(others.contains(entry) ? ">" : " ", levelOf(entry).word(),
                    Verdict.subject(entry).name()));
        }
        return new Verdict.Failed(message.toString(), others.stream().map(Verdict::subject).toList(),
                Optional.empty());
    }

    private static OrderLevel levelOf(InitcallEntry entry) {
        return OrderLevel.of(entry.level().levelName(), entry.id());
    }
}
