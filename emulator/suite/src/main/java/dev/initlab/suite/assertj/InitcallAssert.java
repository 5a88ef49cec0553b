package dev.initlab.suite.assertj;

import java.util.ArrayList;
import java.util.List;

import dev.initlab.inspect.order.OrderLevel;
import dev.initlab.suite.BootStory;
import dev.initlab.suite.InitcallRun;
import dev.initlab.suite.NamePattern;
import dev.initlab.suite.NearestNames;
import dev.initlab.suite.OrderWindow;
import dev.initlab.trace.Initcall;
import org.assertj.core.api.AbstractAssert;

/**
 * What a test can expect of the initcalls of a name.
 *
 * <p>Where the name stands for several, all of them are meant.
 */
public final class InitcallAssert extends AbstractAssert<InitcallAssert, NamePattern> {
    private final BootAssert boot;
    private final BootStory story;

    InitcallAssert(BootAssert boot, BootStory story, NamePattern name) {
        super(name, InitcallAssert.class);
        this.boot = boot;
        this.story = story;
    }

    /** Back to the boot. */
    public BootAssert and() {
        return boot;
    }

    /** It was called. */
    public InitcallAssert ran() {
        runs(actual);
        return this;
    }

    /** It was not called, and is not expected to be known. */
    public InitcallAssert didNotRun() {
        List<InitcallRun> runs = story.initcalls(actual);
        if (!runs.isEmpty()) {
            throw failure("%s must not run, and did.%n%s", runs.getFirst().qualifiedName(), around(runs));
        }
        return this;
    }

    /** All of it was called before any of the other. */
    public InitcallAssert ranBefore(String other) {
        before(actual, NamePattern.of(other));
        return this;
    }

    /** All of it was called after all of the other. */
    public InitcallAssert ranAfter(String other) {
        before(NamePattern.of(other), actual);
        return this;
    }

    /** Nothing was called between the last of it and the first of the other. */
    public InitcallAssert ranImmediatelyBefore(String other) {
        List<InitcallRun> pair = before(actual, NamePattern.of(other));
        int between = pair.getLast().position() - pair.getFirst().position() - 1;
        if (between > 0) {
            throw failure("%s must run immediately before %s; %s between them.%n%s", pair.getFirst().qualifiedName(),
                    pair.getLast().qualifiedName(), between == 1 ? "1 initcall runs" : between + " initcalls run",
                    around(pair));
        }
        return this;
    }

    /**
     * It was called in a level.
     *
     * @param level {@code device}, or finer {@code device_sync}; {@code module} for a module's init function
     */
    public InitcallAssert ranAtLevel(String level) {
        if (OrderLevel.named(level).isEmpty()) {
            throw new IllegalArgumentException("'" + level + "' is no level");
        }
        for (InitcallRun run : runs(actual)) {
            String plain = run.level().orElse("module");
            String fine = run.initcall() instanceof Initcall.BuiltIn b ? OrderLevel.of(b.level(), b.id()).word() : plain;
            if (!level.equals(plain) && !level.equals(fine)) {
                throw failure("%s must run at level %s, and runs at %s.%n%s", run.qualifiedName(), level, fine,
                        around(List.of(run)));
            }
        }
        return this;
    }

    /** It returned this: 0, or an error as a negative errno. */
    public InitcallAssert returned(int result) {
        return returned(InitcallRun.resultText(result));
    }

    /** It returned this: {@code 0}, or an error by its name, {@code -ENODEV}. */
    public InitcallAssert returned(String result) {
        for (InitcallRun run : runs(actual)) {
            if (!run.resultText().equals(result)) {
                throw failure("%s must return %s; it %s.%n%s", run.qualifiedName(), result,
                        run.result().isEmpty() ? run.resultText() : "returned " + run.resultText(),
                        around(List.of(run)));
            }
        }
        return this;
    }

    /** {@code initcall_blacklist=} left it out. */
    public InitcallAssert wasSkipped() {
        if (story.skipped().stream().noneMatch(actual::matches)) {
            List<InitcallRun> runs = story.initcalls(actual);
            throw runs.isEmpty() ? notCalled(actual) : failure("%s must be skipped, and ran.%n%s",
                    runs.getFirst().qualifiedName(), around(runs));
        }
        return this;
    }

    /** The last of the left and the first of the right, in this order. */
    private List<InitcallRun> before(NamePattern left, NamePattern right) {
        List<InitcallRun> after = runs(right);
        List<InitcallRun> before = runs(left).stream().filter(run -> !after.contains(run)).toList();
        if (before.isEmpty()) {
            throw failure("%s and %s name the same initcalls, which cannot run before themselves.", left, right);
        }
        InitcallRun last = before.getLast();
        InitcallRun first = after.getFirst();
        if (last.position() > first.position()) {
            throw failure("%s must run before %s, and runs after it.%n%s", last.qualifiedName(),
                    first.qualifiedName(), around(List.of(first, last)));
        }
        return List.of(last, first);
    }

    private List<InitcallRun> runs(NamePattern name) {
        List<InitcallRun> runs = story.initcalls(name);
        if (runs.isEmpty()) {
            throw notCalled(name);
        }
        return new ArrayList<>(runs);
    }

    private AssertionError notCalled(NamePattern name) {
        if (!story.knows(name)) {
            return failure("there is no initcall '%s'.%s", name,
                    NearestNames.offer(name.toString(), story.knownNames()));
        }
        return failure("%s was not called: %s.", name, story.skipped().stream().anyMatch(name::matches)
                ? "initcall_blacklist= leaves it out" : "the boot ended before, " + story.result().outcome());
    }

    private String around(List<InitcallRun> runs) {
        return OrderWindow.aroundRuns(story, runs).stripTrailing();
    }
}
