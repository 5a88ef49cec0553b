package dev.initlab.trace.chart;

import java.util.OptionalLong;

import dev.initlab.trace.Event;
import dev.initlab.trace.EventSink;

/**
 * Draws a boot: its levels as bands along virtual time, its initcalls as bars, its log, its failures, and
 * behind the freeing of the init memory its processes and modules on a time axis of their own.
 *
 * <p>The picture is one SVG file without scripts, links or fonts, and follows the viewer's light or dark
 * scheme. What a bar stands for shows when it is pointed at. Equal boots give equal pictures. The chart keeps
 * what it draws in memory, and may be drawn at any time by the thread that feeds it.
 */
public final class BootChart implements EventSink {

    private static final double WIDTH = 1480;
    private static final double LEFT = 96;
    private static final double RIGHT = WIDTH - 170;

    private final Story story = new Story();

    @Override
    public void accept(Event event) {
        story.accept(event);
    }

    /** The boot so far, as the text of an SVG file. */
    public String svg() {
        var body = new Svg();
        double y = heading(body);
        OptionalLong freed = story.initMemoryFreed;
        long kernelEnd = freed.orElse(story.end);
        var axis = new TimeAxis(true, story.start, kernelEnd, LEFT, RIGHT, story.moments());
        y = new Panel(story, axis).draw(body, y,
                freed.isPresent() ? "From the first instruction until init memory is freed"
                        : "From the first instruction");
        if (freed.isPresent() && story.end > kernelEnd) {
            var later = new TimeAxis(false, kernelEnd, story.end, LEFT, RIGHT, story.moments());
            y = new Panel(story, later).draw(body, y + 16, "After init memory was freed");
        }
        y = Legend.draw(body, LEFT, y + 20);

        var picture = new Svg();
        picture.open(WIDTH, y, title(), summary(), Palette.stylesheet());
        picture.rect("bg", 0, 0, WIDTH, y);
        picture.append(body);
        picture.close();
        return picture.toString();
    }

    private double heading(Svg svg) {
        svg.text("h1", LEFT, 38, title());
        svg.text("p", LEFT, 60, summary());
        double y = 60;
        String commandLine = story.boot.map(Event.BootStarted::commandLine).orElse("");
        if (!commandLine.isEmpty()) {
            y += 18;
            svg.text("p", LEFT, y, "command line: " + shortened(commandLine));
        }
        return y + 20;
    }

    private String title() {
        return story.boot.map(boot -> "Boot of " + boot.image() + " (" + boot.architecture() + ")")
                .orElse("Boot");
    }

    private String summary() {
        long failed = story.calls().stream().filter(Story.Call::failed).count();
        String end = story.ended.map(ended -> ", ended by " + ended.outcome()).orElse("");
        return Nanos.duration(story.end - story.start) + " of virtual time" + end + " · "
                + count(story.calls().size(), "initcall") + ", " + failed + " failed, " + story.skipped.size()
                + " skipped · " + count(story.modules().size(), "module") + " · "
                + count(story.processes().size(), "process");
    }

    private static String count(int number, String noun) {
        return number + " " + (number == 1 ? noun : noun.endsWith("s") ? noun + "es" : noun + "s");
    }

    private static String shortened(String text) {
        return text.length() <= 180 ? text : text.substring(0, 179) + "…";
    }
}
