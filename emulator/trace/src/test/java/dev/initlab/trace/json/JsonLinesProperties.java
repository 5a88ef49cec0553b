package dev.initlab.trace.json;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

import dev.initlab.trace.Event;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

class JsonLinesProperties {

    private static final JsonMapper JACKSON = JsonMapper.shared();

    @Provide
    Arbitrary<List<Event>> boots() {
        return ArbitraryEvents.boots();
    }

    @Provide
    Arbitrary<String> text() {
        return ArbitraryEvents.text();
    }

    @Property(tries = 150)
    void whatIsWrittenIsReadBack(@ForAll("boots") List<Event> events) throws IOException {
        assertThat(Lines.read(Lines.write(events, HostFields.KEEP))).isEqualTo(events);
    }

    @Property(tries = 100)
    void oneEventIsOneLineHoweverLinesAreCut(@ForAll("boots") List<Event> events) {
        String text = Lines.write(events, HostFields.KEEP);
        assertThat(text.split("\\R|\\p{Cntrl}", -1)).hasSize(events.size() + 2);
    }

    @Property(tries = 1000)
    void anotherReaderSeesTheSameText(@ForAll("text") String text) {
        var line = new StringBuilder();
        new JsonText(line).string(text);
        assertThat(JACKSON.readValue(line.toString(), String.class)).isEqualTo(text);
    }

    @Property(tries = 1000)
    void theParserSeesWhatAnotherWriterMeant(@ForAll("text") String text) throws Exception {
        String written = JACKSON.writeValueAsString(text);
        assertThat(JsonParser.parse(written)).isEqualTo(new Json.Str(text, 1));
    }

    /** Whatever is done to a file, it is read, or refused in one line. */
    @Property(tries = 150)
    void damagedFilesAreRefusedInOneLine(@ForAll("boots") List<Event> events, @ForAll int place,
            @ForAll byte damage) {
        byte[] bytes = Lines.write(events, HostFields.KEEP).getBytes(StandardCharsets.UTF_8);
        bytes[Math.floorMod(place, bytes.length)] = damage;
        assertThatCode(() -> {
            try {
                Lines.read(bytes);
            } catch (MalformedEventsException e) {
                assertThat(e.getMessage()).matches("boot\\.jsonl:\\d+:\\d+: [^\\p{Cntrl}\\n]+");
            }
        }).doesNotThrowAnyException();
    }

    /** What our parser accepts is JSON. */
    @Property(tries = 150)
    void onlyJsonIsAccepted(@ForAll("boots") List<Event> events, @ForAll int place, @ForAll char damage) {
        var line = new StringBuilder(Lines.write(events, HostFields.KEEP).lines().toList().getLast());
        line.setCharAt(Math.floorMod(place, line.length()), damage);
        try {
            JsonParser.parse(line.toString());
        } catch (JsonParser.Malformed e) {
            return;
        }
        assertThatCode(() -> {
            JsonNode _ = JACKSON.readTree(line.toString());
        }).doesNotThrowAnyException();
    }
}
