package dev.initlab.suite;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

import dev.initlab.inspect.order.InitcallOrder;
import dev.initlab.kernel.BootConfig;
import dev.initlab.kernel.BootResult;
import dev.initlab.kernel.Kernel;
import dev.initlab.trace.Event;
import dev.initlab.trace.EventLog;
import dev.initlab.trace.Initcall;
import dev.initlab.trace.ModuleState;

/**
 * One finished boot: everything a check may ask about.
 *
 * <p>Immutable, and free of the machine that is gone.
 */
public final class BootStory {
    private final BootImage image;
    private final String commandLine;
    private final BootResult result;
    private final List<Event> events;
    private final List<InitcallRun> initcalls;
    private final List<String> logLines;

    private BootStory(BootImage image, String commandLine, BootResult result, List<Event> events) {
        this.image = image;
        this.commandLine = commandLine;
        this.result = result;
        this.events = List.copyOf(events);
        this.initcalls = runs(this.events);
        this.logLines = result.log().stream().flatMap(r -> Stream.of(r.string().split("\n", -1))).toList();
    }

    /**
     * Boots and keeps what happened.
     *
     * @param image  the image
     * @param config how it is booted; its image must be {@code image}'s kernel
     * @throws dev.initlab.kernel.InputException if it cannot be booted at all
     * @throws InterruptedException              if this thread was interrupted; the guest has been stopped
     */
    public static BootStory boot(BootImage image, BootConfig config) throws InterruptedException {
        EventLog log = new EventLog();
        BootResult result = Kernel.boot(config.withSink(log));
        return of(image, config.commandLine(), result, log.events());
    }

    /** The story of a boot whose events were collected by whoever booted. */
    public static BootStory of(BootImage image, String commandLine, BootResult result, List<Event> events) {
        return new BootStory(image, commandLine, result, events);
    }

    /** The image, with its initcalls at rest. */
    public BootImage image() {
        return image;
    }

    /** As in {@code ARCH=}: {@code x86_64}, {@code arm64}, {@code arm}. */
    public String architecture() {
        return image.architecture();
    }

    public String commandLine() {
        return commandLine;
    }

    /** How it ended, its log, and what leaked. */
    public BootResult result() {
        return result;
    }

    /** All events, in order. */
    public List<Event> events() {
        return events;
    }

    /** All events of one kind, in order. */
    public <E extends Event> List<E> events(Class<E> kind) {
        return events.stream().mapMulti((Event event, Consumer<E> found) -> {
            if (kind.isInstance(event)) {
                found.accept(kind.cast(event));
            }
        }).toList();
    }

    /** All calls of initcalls and of modules' init functions, in the order they were started. */
    public List<InitcallRun> initcalls() {
        return initcalls;
    }

    /** Those a pattern names, in the order they were started. */
    public List<InitcallRun> initcalls(NamePattern pattern) {
        return initcalls.stream().filter(pattern::matches).toList();
    }

    /** All that was called or left out, in this order, and what became of it: what a golden order file keeps. */
    public InitcallOrder order() {
        return RanOrder.of(events);
    }

    /** The initcalls {@code initcall_blacklist=} left out, in the order they would have run. */
    public List<Initcall> skipped() {
        return events(Event.InitcallSkipped.class).stream().map(Event.InitcallSkipped::initcall).toList();
    }

    /** Whether the image, at rest, or this boot, by a module it loaded, has an initcall of that name. */
    public boolean knows(NamePattern pattern) {
        return image.initcalls().stream().anyMatch(pattern::matches) || initcalls.stream().anyMatch(pattern::matches);
    }

    /** Qualified names of all initcalls of the image, and of the modules that were loaded. */
    public Set<String> knownNames() {
        Set<String> names = new LinkedHashSet<>();
        image.initcalls().forEach(e -> names.add(e.object().map(o -> o + ":").orElse("") + e.function()));
        initcalls.forEach(r -> names.add(r.qualifiedName()));
        return names;
    }

    /** The states each module went through, in order, by its name; a module that was refused is not among them. */
    public Map<String, List<ModuleState>> modules() {
        Map<String, List<ModuleState>> states = new LinkedHashMap<>();
        for (Event.ModuleStateChanged e : events(Event.ModuleStateChanged.class)) {
            states.computeIfAbsent(e.module(), _ -> new ArrayList<>()).add(e.to());
        }
        return states;
    }

    /** The modules that were refused, in order. */
    public List<Event.ModuleLoadFailed> refusedModules() {
        return events(Event.ModuleLoadFailed.class);
    }

    /** The letters {@code /proc/modules} showed for each module, by its name. */
    public Map<String, String> taints() {
        Map<String, String> taints = new LinkedHashMap<>();
        events(Event.ModuleStateChanged.class).forEach(e -> taints.put(e.module(), e.taints()));
        return taints;
    }

    /** The lines of the kernel's log without their prefix, whatever reached a console. */
    public List<String> logLines() {
        return logLines;
    }

    /** Kilobytes of init memory that were given back; empty if it was kept. */
    public OptionalLong initMemoryFreed() {
        return events(Event.InitMemoryFreed.class).stream().mapToLong(Event.InitMemoryFreed::kilobytes).findFirst();
    }

    private static List<InitcallRun> runs(List<Event> events) {
        List<InitcallRun> runs = new ArrayList<>();
        Map<Long, Integer> byCall = new HashMap<>();
        for (Event event : events) {
            switch (event) {
                case Event.InitcallStarted e -> {
                    byCall.put(e.call(), runs.size());
                    runs.add(new InitcallRun(runs.size() + 1, e.initcall(), e.pid(), e.time(), OptionalLong.empty(),
                            OptionalInt.empty(), OptionalLong.empty()));
                }
                case Event.InitcallReturned e -> Optional.ofNullable(byCall.get(e.call())).ifPresent(at ->
                        runs.set(at, new InitcallRun(at + 1, e.initcall(), e.pid(), runs.get(at).started(),
                                OptionalLong.of(e.time()), OptionalInt.of(e.result()), OptionalLong.of(e.work()))));
                default -> {
                }
            }
        }
        return List.copyOf(runs);
    }
}
