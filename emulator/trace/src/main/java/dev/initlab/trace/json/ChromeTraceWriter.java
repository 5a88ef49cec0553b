package dev.initlab.trace.json;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Writes the lines of a Chrome trace, and knows nothing of events. */
final class ChromeTraceWriter implements AutoCloseable {

    /** The groups of tracks, in the order a viewer shows them. */
    enum Group {
        BOOT("boot"),
        INITCALLS("initcalls by task"),
        SYSTEM_CALLS("system calls by task");

        final String title;

        Group(String title) {
            this.title = title;
        }
    }

    /** A line of the chart, by its number in its group. */
    record Track(Group group, int number) implements Comparable<Track> {
        @Override
        public int compareTo(Track other) {
            return Comparator.comparing(Track::group).thenComparing(Track::number).compare(this, other);
        }
    }

    /** What a viewer shows beside a slice that was clicked. */
    static final class Args {
        private final StringBuilder text = new StringBuilder("{");
        private final JsonText json = new JsonText(text);

        Args text(String name, String value) {
            json.key(name).string(value);
            return this;
        }

        Args number(String name, long value) {
            json.key(name).number(value);
            return this;
        }

        Args address(String name, long value) {
            json.key(name).hex(value);
            return this;
        }
    }

    private final OutputStream out;
    private final StringBuilder line = new StringBuilder("{\"displayTimeUnit\":\"ns\",\"traceEvents\":[");
    private final JsonText json = new JsonText(line);
    /**
     * Viewers know groups as processes and tracks as threads. To Perfetto a thread is the same in all
     * processes and thread 0 is the idle one, so tracks are numbered through.
     */
    private final Map<Track, Integer> threads = new HashMap<>();
    private String separator = "\n";

    ChromeTraceWriter(OutputStream out) {
        this.out = out;
        for (Group group : Group.values()) {
            open("M", group).key("name").string("process_name");
            close(new Args().text("name", group.title));
            open("M", group).key("name").string("process_sort_index");
            close(new Args().number("sort_index", group.ordinal()));
        }
    }

    /** Names a track, or names it anew. */
    void name(Track track, String name) {
        open("M", track).key("name").string("thread_name");
        close(new Args().text("name", name));
        open("M", track).key("name").string("thread_sort_index");
        close(new Args().number("sort_index", track.number));
    }

    void begin(Track track, long time, String category, String name, Args args) {
        open("B", track).key("ts").raw(micros(time)).key("cat").string(category).key("name").string(name);
        close(args);
    }

    void end(Track track, long time, Args args) {
        open("E", track).key("ts").raw(micros(time));
        close(args);
    }

    void complete(Track track, long time, long duration, String category, String name, Args args) {
        open("X", track).key("ts").raw(micros(time)).key("dur").raw(micros(duration))
                .key("cat").string(category).key("name").string(name);
        close(args);
    }

    void instant(Track track, long time, String category, String name, Args args) {
        open("i", track).key("ts").raw(micros(time)).key("s").string("t")
                .key("cat").string(category).key("name").string(name);
        close(args);
    }

    private JsonText open(String phase, Group group) {
        line.append(separator);
        separator = ",\n";
        return json.raw('{').key("ph").string(phase).key("pid").number(group.ordinal() + 1);
    }

    private JsonText open(String phase, Track track) {
        return open(phase, track.group).key("tid")
                .number(threads.computeIfAbsent(track, _ -> threads.size() + 1));
    }

    private void close(Args args) {
        if (args.text.length() > 1) {
            json.key("args").raw(args.text.toString()).raw('}');
        }
        json.raw('}');
        write();
    }

    /** Nanoseconds as microseconds, the unit of the format. */
    private static String micros(long nanos) {
        return String.format(Locale.ROOT, "%d.%03d", nanos / 1000, Math.abs(nanos % 1000));
    }

    private void write() {
        try {
            out.write(line.toString().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            line.setLength(0);
        }
    }

    /** Ends the file. */
    @Override
    public void close() {
        line.append("\n]}\n");
        write();
        try {
            out.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
