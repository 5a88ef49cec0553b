package dev.initlab.suite.assertj;

import java.util.List;

import dev.initlab.suite.BootStory;
import dev.initlab.suite.NearestNames;
import dev.initlab.trace.Event;
import dev.initlab.trace.ModuleState;
import org.assertj.core.api.AbstractAssert;

/** What a test can expect of a module. */
public final class ModuleAssert extends AbstractAssert<ModuleAssert, String> {
    private final BootAssert boot;
    private final BootStory story;

    ModuleAssert(BootAssert boot, BootStory story, String name) {
        super(name.replace('-', '_'), ModuleAssert.class);
        this.boot = boot;
        this.story = story;
    }

    /** Back to the boot. */
    public BootAssert and() {
        return boot;
    }

    /** It was loaded, whatever became of it later. */
    public ModuleAssert wasLive() {
        if (!states().contains(ModuleState.LIVE)) {
            throw failure("module %s was never live: %s.", actual, story());
        }
        return this;
    }

    /** It is loaded at the end. */
    public ModuleAssert isLive() {
        if (states().isEmpty() || states().getLast() != ModuleState.LIVE) {
            throw failure("module %s is not live at the end: %s.", actual, story());
        }
        return this;
    }

    /** It went through these states, and no others. */
    public ModuleAssert wentThrough(ModuleState... expected) {
        if (!states().equals(List.of(expected))) {
            throw failure("module %s must go through %s: %s.", actual, List.of(expected), story());
        }
        return this;
    }

    /**
     * It was refused.
     *
     * @param errno by its name, {@code ENOEXEC}
     */
    public ModuleAssert wasRefusedWith(String errno) {
        if (story.refusedModules().stream().noneMatch(e -> e.module().stream().anyMatch(actual::equals)
                && e.errno().equals(errno))) {
            throw failure("module %s must be refused with %s: %s.", actual, errno, story());
        }
        return this;
    }

    /** The letters {@code /proc/modules} shows for it; empty when it taints nothing. */
    public ModuleAssert taints(String letters) {
        String taints = story.taints().getOrDefault(actual, "");
        if (!taints.equals(letters)) {
            throw failure("module %s must taint '%s', and taints '%s'.", actual, letters, taints);
        }
        return this;
    }

    private List<ModuleState> states() {
        return story.modules().getOrDefault(actual, List.of());
    }

    /** What did become of it. */
    private String story() {
        if (!states().isEmpty()) {
            return "it went through " + states();
        }
        return story.refusedModules().stream().filter(e -> e.module().stream().anyMatch(actual::equals)).findFirst()
                .map((Event.ModuleLoadFailed e) -> "it was refused with " + e.errno() + " in " + e.step() + "()")
                .orElseGet(() -> "nobody tried to load it." + NearestNames.offer(actual, story.modules().keySet()));
    }
}
