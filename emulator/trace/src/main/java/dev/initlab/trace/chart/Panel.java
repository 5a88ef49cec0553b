package dev.initlab.trace.chart;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

import dev.initlab.trace.Event;
import dev.initlab.trace.Initcall;

/** A stretch of a boot on a time axis of its own: levels, log, initcalls, processes, modules and marks. */
final class Panel {

    private static final double CHARACTER = 6.63;
    private static final int LINES_PER_TICK = 12;

    private final Story story;
    private final TimeAxis axis;
    private final Svg svg = new Svg();
    private double y;

    Panel(Story story, TimeAxis axis) {
        this.story = story;
        this.axis = axis;
    }

    /** Draws the panel below a title, and returns where it ends. */
    double draw(Svg picture, double top, String title) {
        y = top + 14;
        svg.text("h2", axis.left(), y, title);
        y += 14;
        List<Story.Level> levels = story.levels().stream()
                .filter(level -> axis.shows(level.start(), level.end())).toList();
        levelNames(levels);
        double bandTop = y;
        ticks();
        double gridTop = y;
        log();
        lane("initcalls", initcalls());
        double bandEnd = y;
        lane("modules", lives(story.modules(), true));
        lane("processes", lives(story.processes(), false));
        lane("marks", marks());
        bands(picture, levels, bandTop, bandEnd);
        folds(picture, bandTop);
        grid(picture, gridTop);
        picture.append(svg);
        return y;
    }

    /** Names stand above their bands; those of narrow bands move aside and are led to them. */
    private void levelNames(List<Story.Level> levels) {
        if (levels.isEmpty()) {
            return;
        }
        List<Double> names = Spread.apart(levels.stream().map(this::middle).toList(),
                levels.stream().map(level -> (level.name().length() + 1.5) * CHARACTER).toList(),
                0, axis.right() + Lane.OVERHANG);
        double bands = y + 30;
        for (int i = 0; i < levels.size(); i++) {
            Story.Level level = levels.get(i);
            svg.text("c", names.get(i), y + 12, level.name());
            svg.path("leader", names.get(i), y + 16, middle(level), bands - 4, middle(level), bands);
        }
        y = bands;
    }

    private double middle(Story.Level level) {
        return (axis.x(level.start()) + axis.x(level.end())) / 2;
    }

    private void bands(Svg picture, List<Story.Level> levels, double top, double bottom) {
        for (Story.Level level : levels) {
            double x = axis.x(level.start());
            double width = Math.max(1, axis.x(level.end()) - x);
            String css = Palette.ofLevel(level.name()).css();
            picture.group("level " + level.name() + ": " + Nanos.duration(level.end() - level.start()));
            picture.rect(css + " tint", x, top, width, bottom - top);
            picture.rect(css, x, top, width, 4);
            picture.endGroup();
        }
    }

    private void ticks() {
        for (TimeAxis.Tick tick : axis.ticks()) {
            svg.text("tick", tick.x(), y + 16, tick.label());
        }
        y += 22;
    }

    private void folds(Svg picture, double top) {
        for (TimeAxis.Piece fold : axis.folded()) {
            String wait = Nanos.duration(fold.end() - fold.start());
            picture.group(wait + ", not to scale")
                    .rect("fold", fold.left(), top, fold.right() - fold.left(), y - top)
                    .text("tick", (fold.left() + fold.right()) / 2, top + 16, "⟵" + wait + "⟶").endGroup();
        }
    }

    private void grid(Svg picture, double top) {
        for (TimeAxis.Tick tick : axis.ticks()) {
            picture.line("grid", tick.x(), top, tick.x(), y);
        }
    }

    /** The log as ticks; records on one column share a tick, which shows the worst of them. */
    private void log() {
        var columns = new TreeMap<Long, List<Event.Printk>>();
        for (Event.Printk record : story.log) {
            if (axis.shows(record.time(), record.time())) {
                long column = Math.round(axis.x(record.time()));
                columns.computeIfAbsent(column, _ -> new ArrayList<>()).add(record);
            }
        }
        if (columns.isEmpty()) {
            return;
        }
        title("log", y + 10);
        columns.forEach((x, records) -> {
            int worst = records.stream().mapToInt(Event.Printk::level).min().orElse(7);
            String css = worst <= 3 ? "err" : worst == 4 ? "warn" : "log";
            svg.group(text(records)).line(css, x, y + 1, x, y + 11).endGroup();
        });
        y += 18;
    }

    private static String text(List<Event.Printk> records) {
        var text = new StringBuilder();
        records.stream().limit(LINES_PER_TICK).forEach(record -> text.append(record.text()).append('\n'));
        if (records.size() > LINES_PER_TICK) {
            text.append("… and ").append(records.size() - LINES_PER_TICK).append(" more");
        }
        return text.toString().stripTrailing();
    }

    private void lane(String name, List<Lane.Item> items) {
        if (!items.isEmpty()) {
            title(name, y + 11);
            y += Lane.draw(svg, axis, y, items) + 10;
        }
    }

    private void title(String name, double baseline) {
        svg.text("lane", axis.left() - 12, baseline, name);
    }

    private List<Lane.Item> initcalls() {
        record Timed(long time, Lane.Item item) {
        }
        var items = new ArrayList<Timed>();
        for (Story.Call call : story.calls()) {
            if (axis.shows(call.start(), call.end())) {
                items.add(new Timed(call.start(), initcall(call)));
            }
        }
        for (Event.InitcallSkipped skipped : story.skipped) {
            if (axis.shows(skipped.time(), skipped.time())) {
                double x = axis.x(skipped.time());
                String label = skipped.initcall().symbol() + " skipped";
                items.add(new Timed(skipped.time(), new Lane.Item(Lane.Shape.DIAMOND,
                        List.of(new Lane.Part(x, x, "hollow")), label, false, label, "")));
            }
        }
        items.sort(Comparator.comparingLong(Timed::time));
        return items.stream().map(Timed::item).toList();
    }

    private Lane.Item initcall(Story.Call call) {
        String symbol = call.initcall().symbol();
        String family = switch (call.initcall()) {
            case Initcall.BuiltIn entry -> entry.level();
            case Initcall.ModuleInit _ -> "module";
        };
        boolean failed = call.failed();
        String colour = failed ? Palette.FAILED.css()
                : call.initcall() instanceof Initcall.ModuleInit ? Palette.MODULE.css()
                : Palette.ofLevel(family).css();
        String label = symbol + call.returned().map(Panel::outcome).orElse(" never returned");
        var bar = new Lane.Part(axis.x(call.start()), axis.x(call.end()), colour);
        return new Lane.Item(Lane.Shape.BAR, List.of(bar), label, failed, tooltip(call),
                failed ? "" : family);
    }

    private static String outcome(Event.InitcallReturned returned) {
        return (returned.result() == 0 ? "" : " = " + returned.result())
                + (returned.preemptionImbalance() ? " preemption imbalance" : "")
                + (returned.disabledInterrupts() ? " disabled interrupts" : "");
    }

    private static String tooltip(Story.Call call) {
        String where = switch (call.initcall()) {
            case Initcall.BuiltIn entry -> "level " + entry.level() + ", id " + entry.id()
                    + entry.object().map(object -> ", object " + object).orElse("");
            case Initcall.ModuleInit init -> "init of module " + init.module();
        };
        return call.initcall().symbol() + "\n" + where + "\n"
                + call.returned().map(returned -> Nanos.duration(call.end() - call.start()) + ", "
                        + returned.work() + " bytes of code, returned " + returned.result())
                        .orElse("never returned");
    }

    private List<Lane.Item> lives(List<Lives.Life> lives, boolean modules) {
        var items = new ArrayList<Lane.Item>();
        for (Lives.Life life : lives) {
            if (axis.shows(life.start(), life.end())) {
                String colour = (modules ? Palette.MODULE : Palette.PROCESS).css();
                var parts = life.phases().stream().filter(phase -> axis.shows(phase.start(), phase.end()))
                        .map(phase -> new Lane.Part(axis.x(phase.start()), axis.x(phase.end()),
                                modules && !phase.state().equals("LIVE") ? colour + " soft" : colour))
                        .toList();
                items.add(new Lane.Item(Lane.Shape.BAR, parts, life.name(), false, tooltip(life), ""));
            }
        }
        return items;
    }

    private static String tooltip(Lives.Life life) {
        var text = new StringBuilder(life.name());
        for (Lives.Phase phase : life.phases()) {
            text.append('\n').append(phase.state()).append(": ")
                    .append(Nanos.duration(phase.end() - phase.start()));
        }
        return text.toString();
    }

    private List<Lane.Item> marks() {
        return story.marks.stream().filter(mark -> axis.shows(mark.time(), mark.time())).map(mark -> {
            double x = axis.x(mark.time());
            String css = mark.bad() ? Palette.FAILED.css() : Palette.OTHER.css();
            return new Lane.Item(Lane.Shape.DIAMOND, List.of(new Lane.Part(x, x, css)), mark.text(),
                    mark.bad(), mark.text(), "");
        }).toList();
    }
}
