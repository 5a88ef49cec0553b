package dev.initlab.trace.json;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import dev.initlab.trace.Event;

/** Events to lines and back, in memory. */
final class Lines {

    private Lines() {
    }

    static String write(List<Event> events, HostFields host) {
        var bytes = new ByteArrayOutputStream();
        try (var sink = new JsonLinesSink(bytes, host)) {
            events.forEach(sink::accept);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    static List<Event> read(String text) throws IOException {
        return read(text.getBytes(StandardCharsets.UTF_8));
    }

    static List<Event> read(byte[] bytes) throws IOException {
        var events = new ArrayList<Event>();
        JsonLinesReader.read("boot.jsonl", new ByteArrayInputStream(bytes), events::add);
        return events;
    }
}
