package dev.initlab.suite.expect;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import dev.initlab.inspect.InitcallEntry;
import dev.initlab.suite.BootStory;
import dev.initlab.suite.InitcallRun;
import dev.initlab.suite.NamePattern;
import dev.initlab.suite.NearestNames;
import dev.initlab.suite.OrderWindow;
import dev.initlab.trace.Initcall;

/** What a check found. */
public sealed interface Verdict {

    /** All is as expected. */
    record Passed() implements Verdict {
    }

    /**
     * It is not.
     *
     * @param message one line that says what was expected and what is the case, then lines that show it
     * @param about   the initcalls that have to do with it
     * @param golden  how a golden file would have to change, if one differs
     */
    record Failed(String message, List<Subject> about, Optional<GoldenChange> golden) implements Verdict {
        public Failed {
            message = message.stripTrailing();
            about = List.copyOf(about);
        }
    }

    /**
     * An initcall that is spoken of.
     *
     * @param name    {@code module:function}
     * @param address the function, in the image's addresses; of built-in code only
     */
    record Subject(String name, long address) {
    }

    Verdict PASSED = new Passed();

    /** Not as expected, without an initcall to blame. */
    static Failed failed(String message) {
        return new Failed(message, List.of(), Optional.empty());
    }

    /** Not as expected; the order around the calls is shown below the message. */
    static Failed failed(BootStory story, String message, List<InitcallRun> runs) {
        Set<Integer> marked = new TreeSet<>();
        runs.forEach(r -> marked.add(r.position()));
        return new Failed(message + "\n" + OrderWindow.around(story, marked),
                runs.stream().flatMap(r -> subject(r).stream()).toList(), Optional.empty());
    }

    /** The name that is expected to be one of the image's is none. */
    static Failed unknown(BootStory story, NamePattern name) {
        return failed("There is no initcall '%s', neither in %s nor in a module that was loaded.%s".formatted(name,
                Path.of(story.image().kernel().name()).getFileName(),
                NearestNames.offer(name.toString(), story.knownNames())));
    }

    /** The initcall is there, or was expected to be, and was not called. */
    static Failed notCalled(BootStory story, NamePattern name) {
        if (!story.knows(name)) {
            return unknown(story, name);
        }
        boolean skipped = story.skipped().stream().anyMatch(name::matches);
        String why = skipped ? "initcall_blacklist= leaves it out"
                : "the boot ended before: %s".formatted(ExitExpectation.ending(story.result()));
        return new Failed("%s was not called: %s.".formatted(name, why), story.image().initcalls().stream()
                .filter(name::matches).map(Verdict::subject).toList(), Optional.empty());
    }

    private static Optional<Subject> subject(InitcallRun run) {
        return run.initcall() instanceof Initcall.BuiltIn b
                ? Optional.of(new Subject(run.qualifiedName(), b.address())) : Optional.empty();
    }

    /** An entry of the image's tables, to be spoken of. */
    static Subject subject(InitcallEntry entry) {
        return new Subject(entry.object().map(o -> o + ":").orElse("") + entry.function(), entry.address());
    }
}
