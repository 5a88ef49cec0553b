package dev.initlab.trace.json;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

import dev.initlab.trace.Event;
import dev.initlab.trace.EventSamples;
import dev.initlab.trace.GoldenFile;
import dev.initlab.trace.Stamp;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class ChromeTraceProperties {

    private static String write(List<Event> events) {
        var bytes = new ByteArrayOutputStream();
        try (var sink = new ChromeTraceSink(bytes)) {
            events.forEach(sink::accept);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Provide
    Arbitrary<List<Event>> boots() {
        return ArbitraryEvents.boots();
    }

    /** Perfetto drops a slice that ends twice or never, or does not nest. */
    @Property(tries = 150)
    void whateverHappensBeginningsAndEndsMatchOnEachTrack(@ForAll("boots") List<Event> events) {
        Map<String, Deque<String>> open = new HashMap<>();
        for (JsonNode event : JsonMapper.shared().readTree(write(events)).get("traceEvents")) {
            var track = open.computeIfAbsent(event.get("pid") + "/" + event.get("tid"),
                    _ -> new ArrayDeque<>());
            switch (event.get("ph").asString()) {
                case "B" -> track.push(event.get("name").asString());
                case "E" -> assertThat(track.poll()).isNotNull();
                default -> assertThat(event.get("ph").asString()).isIn("M", "X", "i");
            }
        }
        assertThat(open.values()).allMatch(Deque::isEmpty);
    }

    @Property(tries = 100)
    void everyTrackHasAName(@ForAll("boots") List<Event> events) {
        var named = new HashSet<String>();
        for (JsonNode event : JsonMapper.shared().readTree(write(events)).get("traceEvents")) {
            String track = event.get("pid") + "/" + event.get("tid");
            if (event.get("name") instanceof JsonNode name && name.asString().equals("thread_name")) {
                named.add(track);
            } else if (event.get("ph").asString().equals("M")) {
                assertThat(event.has("tid")).isEqualTo(named.contains(track));
            } else {
                assertThat(named).contains(track);
            }
        }
    }

    private static List<String> slices(Event... events) {
        var slices = new ArrayList<String>();
        for (JsonNode event : JsonMapper.shared().readTree(write(List.of(events))).get("traceEvents")) {
            String phase = event.get("ph").asString();
            if (phase.equals("B") || phase.equals("E")) {
                slices.add(phase + event.get("ts") + (event.has("args") ? "" : " without result"));
            }
        }
        return slices;
    }

    private static Event started(long call, long time) {
        return new Event.InitcallStarted(new Stamp(time, time, 0), call, EventSamples.HELLO, 1);
    }

    private static Event returned(long call, long time) {
        return new Event.InitcallReturned(new Stamp(time, time, 0), call, EventSamples.HELLO, 1, 0, 1, 1, 1,
                false, false);
    }

    @Example
    void aReturnAlsoEndsWhatNeverReturnedInsideOfIt() {
        assertThat(slices(started(1, 1000), started(2, 2000), returned(1, 3000))).containsExactly(
                "B1.0", "B2.0", "E3.0 without result", "E3.0");
    }

    @Example
    void aReturnOfWhatNeverBeganEndsNothing() {
        assertThat(slices(started(1, 1000), returned(9, 2000), returned(1, 3000))).containsExactly(
                "B1.0", "E3.0");
    }

    @Example
    void whatIsOpenAtTheEndOrWhenItsTaskEndsIsClosed() {
        assertThat(slices(started(1, 1000), returned(9, 2000))).containsExactly("B1.0", "E2.0 without result");
        assertThat(slices(started(1, 1000), new Event.ProcessExited(new Stamp(2, 2000, 0), 1, "/init", 0, 9),
                returned(9, 3000))).containsExactly("B1.0", "E2.0 without result");
    }

    @Example
    void everyKindIsWrittenAsCommitted() throws IOException {
        GoldenFile.check("emulator/trace/src/test/resources/dev/initlab/trace/json/every-kind.chrome.json",
                write(EventSamples.all()));
    }
}
