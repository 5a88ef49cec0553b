package dev.initlab.suite.expect;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import dev.initlab.inspect.InitcallLevel;
import dev.initlab.suite.BootStory;
import dev.initlab.suite.InitcallRun;
import dev.initlab.suite.yaml.Placed;
import dev.initlab.suite.yaml.Shape;
import dev.initlab.suite.yaml.Shapes;
import dev.initlab.trace.Event;
import dev.initlab.trace.ModuleState;

/**
 * How many of something there are.
 *
 * @param what   is counted
 * @param number how many
 */
record CountExpectation(Countable what, Comparison number) implements Expectation {
    static final Shape<List<Placed<Expectation>>> SHAPE = Shapes.map(Shapes.choice(countables()), Comparison.SHAPE)
            .map(entries -> entries.stream().map(e -> e.key().<Expectation>map(
                    what -> new CountExpectation(what, e.value()))).toList());
    private static final int SHOWN = 20;

    /**
     * What can be counted.
     *
     * @param words for people
     * @param list  all of them
     */
    record Countable(String words, Function<BootStory, List<String>> list) {
    }

    private static Map<String, Countable> countables() {
        Map<String, Countable> all = new LinkedHashMap<>();
        all.put("initcalls", new Countable("calls of initcalls", s -> names(s.initcalls())));
        all.put("failed", new Countable("initcalls that returned an error", s -> names(s.initcalls().stream()
                .filter(r -> r.result().orElse(0) < 0).toList())));
        all.put("skipped", new Countable("skipped initcalls", s -> s.skipped().stream().map(i -> i.symbol()).toList()));
        all.put("modules", new Countable("modules that got live", s -> s.modules().entrySet().stream()
                .filter(m -> m.getValue().contains(ModuleState.LIVE)).map(Map.Entry::getKey).toList()));
        all.put("refused", new Countable("refused modules", s -> s.refusedModules().stream()
                .map(e -> e.module().orElse("(unknown)")).toList()));
        all.put("faults", new Countable("faults", s -> s.events(Event.Fault.class).stream().map(Event.Fault::text)
                .toList()));
        all.put("log", new Countable("lines of the log", BootStory::logLines));
        for (InitcallLevel level : InitcallLevel.values()) {
            all.put(level.levelName(), new Countable("initcalls of level " + level.levelName(), s -> names(
                    s.initcalls().stream().filter(r -> r.level().filter(level.levelName()::equals).isPresent())
                            .toList())));
        }
        return all;
    }

    private static List<String> names(List<InitcallRun> runs) {
        return runs.stream().map(InitcallRun::qualifiedName).toList();
    }

    @Override
    public String title() {
        return "count of %s: %s".formatted(what.words(), number);
    }

    @Override
    public Verdict check(BootStory story) {
        List<String> found = what.list().apply(story);
        if (number.holds(found.size())) {
            return Verdict.PASSED;
        }
        List<String> lines = new ArrayList<>();
        lines.add("There must be %s %s, and there are %d.".formatted(number, what.words(), found.size()));
        found.stream().limit(SHOWN).forEach(f -> lines.add("  " + f));
        if (found.size() > SHOWN) {
            lines.add("  … %d more".formatted(found.size() - SHOWN));
        }
        return Verdict.failed(String.join("\n", lines));
    }
}
