package dev.initlab.suite.expect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import dev.initlab.suite.BootStory;
import dev.initlab.suite.NearestNames;
import dev.initlab.suite.yaml.Placed;
import dev.initlab.suite.yaml.Shape;
import dev.initlab.suite.yaml.Shapes;
import dev.initlab.suite.yaml.Shapes.Parsed;
import dev.initlab.trace.Event;
import dev.initlab.trace.ModuleState;

/**
 * What becomes of a module: the states it goes through, that it is refused, or that nobody loads it.
 *
 * @param module the module's name
 * @param fate   what is expected
 */
record ModuleExpectation(String module, Fate fate) implements Expectation {
    static final Shape<String> MODULE = Shapes.text("the name of a module", "[A-Za-z0-9_-]+",
            text -> new Parsed.Good<>(text.replace('-', '_')));
    private static final Map<String, ModuleState> STATES = Arrays.stream(ModuleState.values())
            .collect(Collectors.toMap(ModuleExpectation::word, s -> s, (a, _) -> a, LinkedHashMap::new));

    /** What becomes of it. */
    sealed interface Fate {
        /** It goes through these states, others in between. */
        record Through(List<ModuleState> states) implements Fate {
        }

        /** It is in that state when the boot is over. */
        record Ends(ModuleState state) implements Fate {
        }

        /** It is refused. */
        record Refused(String errno) implements Fate {
        }

        /** Nobody loads it, or tries to. */
        record Never() implements Fate {
        }
    }

    private static final Shape<ModuleState> STATE = Shapes.choice(STATES);
    private static final Shape<Fate> WORDS = Shapes.text(
            "a state (%s), 'ends' and a state, 'refused', 'refused' and an error, or 'never'".formatted(
                    String.join(", ", STATES.keySet())),
            "(ends )?(%s)|refused( E[A-Z0-9]+)?|never".formatted(String.join("|", STATES.keySet())),
            ModuleExpectation::parse);

    static final Shape<List<Placed<Expectation>>> SHAPE = Shapes.map(MODULE,
            Shapes.<Fate>textOr(WORDS, Shapes.list(STATE).map(Fate.Through::new)))
            .map(entries -> entries.stream().map(e -> e.key().<Expectation>map(
                    module -> new ModuleExpectation(module, e.value()))).toList());

    private static Parsed<Fate> parse(String text) {
        String[] words = text.split(" ", -1);
        return new Parsed.Good<>(switch (words[0]) {
            case "never" -> new Fate.Never();
            case "refused" -> new Fate.Refused(words.length == 1 ? "" : words[1]);
            case "ends" -> new Fate.Ends(STATES.getOrDefault(words[1], ModuleState.ABSENT));
            default -> new Fate.Through(List.of(STATES.getOrDefault(words[0], ModuleState.ABSENT)));
        });
    }

    @Override
    public String title() {
        return "module " + module + switch (fate) {
            case Fate.Through(var states) -> " gets " + words(states);
            case Fate.Ends(var state) -> " ends " + word(state);
            case Fate.Refused(var errno) -> " is refused" + (errno.isEmpty() ? "" : " with " + errno);
            case Fate.Never() -> " is never loaded";
        };
    }

    @Override
    public Verdict check(BootStory story) {
        List<ModuleState> seen = story.modules().getOrDefault(module, List.of());
        List<Event.ModuleLoadFailed> refused = story.refusedModules().stream()
                .filter(e -> e.module().filter(module::equals).isPresent()).toList();
        boolean good = switch (fate) {
            case Fate.Through(var states) -> through(states, seen);
            case Fate.Ends(var state) -> (seen.isEmpty() ? ModuleState.ABSENT : seen.getLast()) == state;
            case Fate.Refused(var errno) -> refused.stream().anyMatch(e -> errno.isEmpty() || e.errno().equals(errno));
            case Fate.Never() -> seen.isEmpty() && refused.isEmpty();
        };
        return good ? Verdict.PASSED : Verdict.failed(
                "It is not so that %s: %s.".formatted(title(), observed(story, seen, refused)));
    }

    private static boolean through(List<ModuleState> wanted, List<ModuleState> seen) {
        int at = 0;
        for (ModuleState state : seen) {
            if (at < wanted.size() && wanted.get(at) == state) {
                at++;
            }
        }
        return at == wanted.size();
    }

    private String observed(BootStory story, List<ModuleState> seen, List<Event.ModuleLoadFailed> refused) {
        List<String> parts = new ArrayList<>();
        if (!seen.isEmpty()) {
            parts.add("it was " + words(seen));
        }
        refused.forEach(e -> parts.add("%s() refused it with %s".formatted(e.step(), e.errno())));
        if (!parts.isEmpty()) {
            return String.join("; ", parts);
        }
        Set<String> known = new LinkedHashSet<>(story.modules().keySet());
        story.refusedModules().forEach(e -> e.module().ifPresent(known::add));
        return "nobody tried to load it" + (known.isEmpty() ? "" : ", only " + String.join(", ", known))
                + NearestNames.offer(module, known).replaceFirst("^ ", ". ").replaceFirst("\\?$", "");
    }

    private static String words(List<ModuleState> states) {
        return states.stream().map(ModuleExpectation::word).collect(Collectors.joining(", "));
    }

    private static String word(ModuleState state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
