package dev.initlab.trace.chart;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

import dev.initlab.trace.Event;
import dev.initlab.trace.Initcall;
import dev.initlab.trace.ModuleState;

/** What a chart shows of a boot: spans and marks in virtual time, gathered from its events. */
final class Story {

    /** A level, from its entering to its leaving. */
    record Level(String name, long start, long end) {
    }

    /** A call of an initcall or a module's init; without its return when it never came back. */
    record Call(long start, long end, Initcall initcall, Optional<Event.InitcallReturned> returned) {

        /** Whether it returned an error or the wrong context, or not at all. */
        boolean failed() {
            return returned.map(r -> r.result() < 0 || r.preemptionImbalance() || r.disabledInterrupts())
                    .orElse(true);
        }
    }

    /** What happened at one moment. */
    record Mark(long time, String text, boolean bad) {
    }

    final List<Event.InitcallSkipped> skipped = new ArrayList<>();
    final List<Event.Printk> log = new ArrayList<>();
    final List<Mark> marks = new ArrayList<>();
    Optional<Event.BootStarted> boot = Optional.empty();
    Optional<Event.BootEnded> ended = Optional.empty();
    OptionalLong initMemoryFreed = OptionalLong.empty();
    long start;
    long end;

    private final List<Level> levels = new ArrayList<>();
    private Optional<Event.LevelEntered> level = Optional.empty();
    private final List<Call> calls = new ArrayList<>();
    private final Map<Long, Event.InitcallStarted> running = new LinkedHashMap<>();
    private final Lives<Integer> processes = new Lives<>();
    private final Lives<String> modules = new Lives<>();
    private boolean begun;

    void accept(Event event) {
        end = event.time();
        if (!begun) {
            begun = true;
            start = end;
        }
        switch (event) {
            case Event.BootStarted e -> boot = Optional.of(e);
            case Event.LevelEntered e -> enterLevel(e);
            case Event.LevelLeft _ -> leaveLevel();
            case Event.InitcallStarted e -> running.put(e.call(), e);
            case Event.InitcallReturned e -> returned(e);
            case Event.InitcallSkipped e -> skipped.add(e);
            case Event.InitMemoryFreed e -> {
                initMemoryFreed = OptionalLong.of(end);
                mark("init memory freed: " + e.kilobytes() + "K", false);
            }
            case Event.ModuleStateChanged e -> moduleState(e);
            case Event.ModuleLoadFailed e ->
                    mark(e.module().orElse("a module") + " refused: " + e.errno(), true);
            case Event.ProcessStarted e -> runs(e.pid(), e.path());
            case Event.ProcessExecuted e -> runs(e.pid(), e.path());
            case Event.ProcessExited e -> processes.end(e.pid(), end);
            case Event.Printk e -> log.add(e);
            case Event.Fault e -> mark(e.kind() + e.symbol().map(at -> " in " + at).orElse(""), true);
            case Event.Panic e -> mark("panic: " + e.reason(), true);
            case Event.PowerOff e -> mark(e.how().toString(), false);
            case Event.BudgetExhausted e -> mark("out of " + e.budget(), true);
            case Event.BootEnded e -> ended = Optional.of(e);
            case Event.SymbolResolved _, Event.DeviceProbed _, Event.SystemCall _ -> {
                // Too many for a picture of the whole boot; the Chrome trace shows them.
            }
        }
    }

    /** All levels by their beginning; one that was never left ends with the boot. */
    List<Level> levels() {
        var all = new ArrayList<>(levels);
        level.ifPresent(e -> all.add(new Level(e.level(), e.time(), end)));
        return all;
    }

    /** All calls by their beginning; one that never returned ends with the boot. */
    List<Call> calls() {
        var all = new ArrayList<>(calls);
        running.values().forEach(e -> all.add(
                new Call(e.time(), end, e.initcall(), Optional.empty())));
        all.sort(Comparator.comparingLong(Call::start));
        return all;
    }

    List<Lives.Life> processes() {
        return processes.until(end);
    }

    List<Lives.Life> modules() {
        return modules.until(end);
    }

    /** When anything begins, ends or happens. */
    SortedSet<Long> moments() {
        var moments = new TreeSet<Long>();
        levels().forEach(one -> moments.addAll(List.of(one.start, one.end)));
        calls().forEach(one -> moments.addAll(List.of(one.start, one.end)));
        log.forEach(one -> moments.add(one.time()));
        marks.forEach(one -> moments.add(one.time));
        Stream.of(processes(), modules()).flatMap(List::stream).flatMap(life -> life.phases().stream())
                .forEach(phase -> moments.addAll(List.of(phase.start(), phase.end())));
        moments.addAll(List.of(start, end));
        return moments;
    }

    private void enterLevel(Event.LevelEntered e) {
        leaveLevel();
        level = Optional.of(e);
    }

    private void leaveLevel() {
        level.ifPresent(e -> levels.add(new Level(e.level(), e.time(), end)));
        level = Optional.empty();
    }

    private void returned(Event.InitcallReturned e) {
        Event.InitcallStarted started = running.remove(e.call());
        if (started != null) {
            calls.add(new Call(started.time(), end, e.initcall(), Optional.of(e)));
        }
    }

    private void moduleState(Event.ModuleStateChanged e) {
        if (e.to() == ModuleState.ABSENT) {
            modules.end(e.module(), end);
        } else {
            modules.enter(e.module(), e.module(), e.to().toString(), end);
        }
    }

    private void runs(int pid, String path) {
        processes.enter(pid, path + " (" + pid + ")", path, end);
    }

    private void mark(String text, boolean bad) {
        marks.add(new Mark(end, text, bad));
    }
}
