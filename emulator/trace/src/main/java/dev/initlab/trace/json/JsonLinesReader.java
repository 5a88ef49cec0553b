package dev.initlab.trace.json;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import dev.initlab.trace.Event;

/**
 * Reads what {@link JsonLinesSink} wrote.
 *
 * <p>It reads files of its own version only, and takes nothing on trust: a line is at most {@value
 * #LONGEST_LINE} bytes, sequence numbers rise, time does not go back, every field of a kind is there and no
 * other. Fields that depend on the host may be missing and then are 0.
 */
public final class JsonLinesReader {

    private static final int LONGEST_LINE = 1 << 24;
    /** 104 days; the last number before those that a double cannot tell apart. */
    private static final long LATEST = (1L << 53) - 1;

    private final String file;
    private final InputStream in;
    private long line;

    private JsonLinesReader(String file, InputStream in) {
        this.file = file;
        this.in = in;
    }

    /**
     * Reads a whole file.
     *
     * @throws MalformedEventsException when it is not a file of events
     * @throws IOException when it cannot be read
     */
    public static List<Event> read(Path file) throws IOException {
        var events = new ArrayList<Event>();
        try (InputStream in = Files.newInputStream(file)) {
            read(file.toString(), in, events::add);
        }
        return events;
    }

    /**
     * Reads a stream to its end, and hands on each event as it comes.
     *
     * @param name what messages call the stream
     * @throws MalformedEventsException when it is not a stream of events; events before that are handed on
     * @throws IOException when it cannot be read
     */
    public static void read(String name, InputStream in, Consumer<Event> events) throws IOException {
        new JsonLinesReader(name, new BufferedInputStream(in)).read(events);
    }

    private void read(Consumer<Event> events) throws IOException {
        header();
        long sequence = 0;
        long time = 0;
        for (ByteBuffer bytes = nextLine(); bytes.hasRemaining(); bytes = nextLine()) {
            Event event = event(bytes);
            if (event.sequence() <= sequence) {
                throw malformed(1, "sequence " + event.sequence() + " after " + sequence);
            }
            if (event.time() < time || event.time() > LATEST) {
                throw malformed(1, "time " + event.time() + " is not between " + time + " and " + LATEST);
            }
            sequence = event.sequence();
            time = event.time();
            events.accept(event);
        }
    }

    private void header() throws IOException {
        ByteBuffer first = nextLine();
        if (!first.hasRemaining()) {
            throw malformed(1, "the file is empty; expected {\"initlab\":\"events\",…}");
        }
        Json json = parse(text(first));
        if (!(json instanceof Json.Obj(var members, _)
                && members.get("initlab") instanceof Json.Str(String what, _) && what.equals("events"))) {
            throw malformed(1, "no file of events: the first line is not {\"initlab\":\"events\",…}");
        }
        if (!(members.get("version") instanceof Json.Num(long version, int column))) {
            throw malformed(1, "the first line has no version");
        } else if (version != JsonLinesSink.VERSION) {
            throw malformed(column, "version " + version + "; this program reads version "
                    + JsonLinesSink.VERSION);
        }
    }

    private Event event(ByteBuffer bytes) throws IOException {
        Json json = parse(text(bytes));
        try {
            return RecordReader.event(json);
        } catch (JsonParser.Malformed e) {
            throw malformed(e.column, e.reason);
        }
    }

    private Json parse(String text) throws MalformedEventsException {
        try {
            return JsonParser.parse(text);
        } catch (JsonParser.Malformed e) {
            throw malformed(e.column, e.reason);
        }
    }

    /** The next line with its line feed, if it has one; empty at the end of the file. */
    private ByteBuffer nextLine() throws IOException {
        line++;
        var bytes = new ByteArrayOutputStream(256);
        for (int b = in.read(); b >= 0; b = in.read()) {
            bytes.write(b);
            if (b == '\n') {
                break;
            } else if (bytes.size() > LONGEST_LINE) {
                throw malformed(1, "the line is longer than " + LONGEST_LINE + " bytes");
            }
        }
        return ByteBuffer.wrap(bytes.toByteArray());
    }

    private String text(ByteBuffer bytes) throws MalformedEventsException {
        CharBuffer text = CharBuffer.allocate(bytes.remaining());
        if (StandardCharsets.UTF_8.newDecoder().decode(bytes, text, true).isError()) {
            throw malformed(text.position() + 1, "not UTF-8");
        }
        String decoded = text.flip().toString();
        return decoded.endsWith("\n") ? decoded.substring(0, decoded.length() - 1) : decoded;
    }

    private MalformedEventsException malformed(int column, String reason) {
        return new MalformedEventsException(file, line, column, reason);
    }
}
