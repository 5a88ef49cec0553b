package dev.initlab.trace.json;

import java.io.BufferedOutputStream;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import dev.initlab.trace.Event;
import dev.initlab.trace.EventSink;
import dev.initlab.trace.Initcall;
import dev.initlab.trace.json.ChromeTraceWriter.Args;
import dev.initlab.trace.json.ChromeTraceWriter.Group;
import dev.initlab.trace.json.ChromeTraceWriter.Track;

/**
 * Writes a boot as a Chrome trace, which Perfetto opens (the "Trace Event Format", as a JSON object).
 *
 * <p>Timestamps are virtual microseconds with three decimals, so two boots of one image give the same file.
 * Initcalls are nested begin and end events on the track of their task. System calls are complete events on
 * tracks of their own: one can begin at the very nanosecond a module's init inside of it does, and would be
 * sorted behind its child there. Whatever is still open at the end is closed at the last event's time. The
 * sink owns its stream; a failing stream is an {@link java.io.UncheckedIOException}.
 */
public final class ChromeTraceSink implements EventSink {

    private static final Track LEVELS = new Track(Group.BOOT, 1);
    private static final Track LOG = new Track(Group.BOOT, 2);
    private static final Track MODULES = new Track(Group.BOOT, 3);
    private static final Track DEVICES = new Track(Group.BOOT, 4);

    /** Stands for a level among the numbers of calls, which begin at 1. */
    private static final long LEVEL = 0;

    private final ChromeTraceWriter out;
    /** What began on a track and has not ended, innermost first: numbers of calls, or {@link #LEVEL}. */
    private final Map<Track, Deque<Long>> open = new TreeMap<>();
    private final Set<Track> named = new HashSet<>();
    private long now;

    /** Writes the beginning of the file. */
    public ChromeTraceSink(OutputStream out) {
        this.out = new ChromeTraceWriter(new BufferedOutputStream(out, 1 << 16));
        this.out.name(LEVELS, "levels");
        this.out.name(LOG, "log");
        this.out.name(MODULES, "modules");
        this.out.name(DEVICES, "devices");
    }

    @Override
    public void accept(Event event) {
        now = event.time();
        switch (event) {
            case Event.BootStarted e -> instant(LEVELS, "boot", "boot " + e.image(), new Args()
                    .text("architecture", e.architecture()).text("commandLine", e.commandLine()));
            case Event.LevelEntered e -> begin(LEVELS, LEVEL, "level", e.level(), new Args());
            case Event.LevelLeft _ -> end(LEVELS, LEVEL, new Args());
            case Event.InitcallStarted e -> begin(initcalls(e.pid()), e.call(), "initcall",
                    e.initcall().symbol(), describe(e.initcall()).number("call", e.call()));
            case Event.InitcallReturned e -> end(initcalls(e.pid()), e.call(),
                    new Args().number("result", e.result()).number("work", e.work()));
            case Event.InitcallSkipped e -> instant(LEVELS, "initcall", "skipped " + e.initcall().symbol(),
                    describe(e.initcall()));
            case Event.InitMemoryFreed e -> instant(LEVELS, "memory", "init memory freed",
                    new Args().number("kilobytes", e.kilobytes()));
            case Event.ModuleStateChanged e -> instant(MODULES, "module", e.module() + " " + e.to(),
                    new Args().text("from", e.from().toString()).address("base", e.base())
                            .number("size", e.size()).text("taints", e.taints()));
            case Event.ModuleLoadFailed e -> instant(MODULES, "module",
                    e.module().orElse("a module") + " refused: " + e.errno(),
                    new Args().text("step", e.step()));
            case Event.SymbolResolved e -> instant(MODULES, "symbol", e.module() + " uses " + e.symbol(),
                    new Args().text("owner", e.owner()).address("address", e.address()));
            case Event.DeviceProbed e -> instant(DEVICES, "probe", e.driver() + " probed " + e.device(),
                    new Args().number("result", e.result()).text("deferred", String.valueOf(e.deferred())));
            case Event.ProcessStarted e -> program(e.pid(), e.path(), "started by " + e.parent(), new Args());
            case Event.ProcessExecuted e -> program(e.pid(), e.path(), "exec " + e.path(),
                    new Args().text("arguments", String.join(" ", e.arguments())));
            case Event.ProcessExited e -> exited(e);
            case Event.SystemCall e -> systemCall(e);
            case Event.Printk e -> instant(LOG, "printk", e.text(), new Args().number("level", e.level()));
            case Event.Fault e -> instant(initcalls(e.pid()), "fault", e.text(),
                    new Args().text("kind", e.kind().toString()).address("pc", e.pc()));
            case Event.Panic e -> instant(LEVELS, "end", "panic: " + e.reason(), new Args());
            case Event.PowerOff e -> instant(LEVELS, "end", e.how().toString(), new Args());
            case Event.BudgetExhausted e -> instant(LEVELS, "end", "out of " + e.budget(),
                    new Args().number("limit", e.limit()));
            case Event.BootEnded e -> instant(LEVELS, "end", "end: " + e.outcome(),
                    new Args().number("status", e.status()));
        }
    }

    @Override
    public void close() {
        open.keySet().forEach(this::endAll);
        out.close();
    }

    private static Args describe(Initcall initcall) {
        Args args = new Args().address("address", initcall.address());
        switch (initcall) {
            case Initcall.BuiltIn entry -> {
                args.text("level", entry.level()).text("id", entry.id());
                entry.object().ifPresent(object -> args.text("object", object));
            }
            case Initcall.ModuleInit init -> args.text("module", init.module());
        }
        return args;
    }

    private void program(int pid, String path, String what, Args args) {
        Track track = new Track(Group.SYSTEM_CALLS, pid);
        named.add(track);
        out.name(track, path + " (" + pid + ")");
        instant(track, "process", what, args);
    }

    private void exited(Event.ProcessExited e) {
        endAll(initcalls(e.pid()));
        instant(systemCalls(e.pid()), "process", "exited",
                new Args().number("status", e.status()).number("signal", e.signal()));
    }

    private void systemCall(Event.SystemCall e) {
        Args args = new Args();
        for (int i = 0; i < e.arguments().size(); i++) {
            args.address("arg" + i, e.arguments().get(i));
        }
        e.result().ifPresent(result -> args.number("result", result));
        e.errno().ifPresent(errno -> args.text("errno", errno));
        out.complete(systemCalls(e.pid()), e.time() - e.duration(), e.duration(), "syscall", e.name(), args);
    }

    private Track initcalls(int pid) {
        return named(new Track(Group.INITCALLS, pid));
    }

    private Track systemCalls(int pid) {
        return named(new Track(Group.SYSTEM_CALLS, pid));
    }

    /** A track that has a name at least: its pid. */
    private Track named(Track track) {
        if (named.add(track)) {
            out.name(track, "task " + track.number());
        }
        return track;
    }

    private void instant(Track track, String category, String name, Args args) {
        out.instant(track, now, category, name, args);
    }

    private void begin(Track track, long number, String category, String name, Args args) {
        open.computeIfAbsent(track, _ -> new ArrayDeque<>()).push(number);
        out.begin(track, now, category, name, args);
    }

    /** Ends what began under this number, and before it whatever inside of it never returned. */
    private void end(Track track, long number, Args args) {
        Deque<Long> begun = open.getOrDefault(track, new ArrayDeque<>());
        if (begun.contains(number)) {
            while (begun.pop() != number) {
                out.end(track, now, new Args());
            }
            out.end(track, now, args);
        }
    }

    private void endAll(Track track) {
        Deque<Long> begun = open.getOrDefault(track, new ArrayDeque<>());
        while (!begun.isEmpty()) {
            begun.pop();
            out.end(track, now, new Args());
        }
    }
}
