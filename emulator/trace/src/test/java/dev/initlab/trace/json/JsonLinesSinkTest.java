package dev.initlab.trace.json;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;

import dev.initlab.trace.Event;
import dev.initlab.trace.EventSamples;
import dev.initlab.trace.GoldenFile;
import dev.initlab.trace.GuestText;
import dev.initlab.trace.Stamp;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class JsonLinesSinkTest {

    private static String printk(String text) {
        Event event = new Event.Printk(new Stamp(1, 2, 3), 4, 5, 0, text);
        return Lines.write(List.of(event), HostFields.KEEP).lines().toList().get(1);
    }

    @Test
    void everyKindIsWrittenAsCommitted() throws IOException {
        GoldenFile.check("emulator/trace/src/test/resources/dev/initlab/trace/json/every-kind.jsonl",
                Lines.write(EventSamples.all(), HostFields.KEEP));
    }

    @Test
    void theFirstLineSaysWhatTheFileIs() {
        assertThat(Lines.write(List.of(), HostFields.KEEP))
                .isEqualTo("{\"initlab\":\"events\",\"version\":1}\n");
    }

    @Test
    void guestTextIsEscaped() {
        assertThat(printk("\"\\\n\t\r\u0000\u001b[31m\u007f\u0085\u2028é€\ud83d\ude00\ud83d"))
                .endsWith("\"text\":\"\\\"\\\\\\n\\t\\r\\u0000\\u001b[31m\\u007f"
                        + "\\u0085\\u2028é€\ud83d\ude00\\ud83d\"}");
        assertThat(printk(GuestText.decode(new byte[] {'a', (byte) 0xff})))
                .endsWith("\"text\":\"a\\udcff\"}");
    }

    @Test
    void withoutHostFieldsTwoBootsAreEqual() throws IOException {
        Event one = new Event.Printk(new Stamp(1, 2, 3333), 4, 5, 0, "x");
        Event other = new Event.Printk(new Stamp(1, 2, 4444), 4, 5, 0, "x");

        assertThat(Lines.write(List.of(one), HostFields.KEEP))
                .isNotEqualTo(Lines.write(List.of(other), HostFields.KEEP));
        String text = Lines.write(List.of(one), HostFields.OMIT);
        assertThat(text).isEqualTo(Lines.write(List.of(other), HostFields.OMIT));
        assertThat(Lines.write(EventSamples.all(), HostFields.OMIT)).doesNotContain("\"host");
        assertThat(Lines.read(text)).containsExactly(new Event.Printk(new Stamp(1, 2, 0), 4, 5, 0, "x"));
    }

    @Test
    void aFullDiskIsAnUncheckedException() {
        var full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("No space left on device");
            }
        };
        var sink = new JsonLinesSink(full, HostFields.KEEP);
        assertThatThrownBy(sink::close).isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("No space left");
    }

    @Test
    void closesItsStream() {
        var closed = new boolean[1];
        var out = new ByteArrayOutputStream() {
            @Override
            public void close() {
                closed[0] = true;
            }
        };
        new JsonLinesSink(out, HostFields.KEEP).close();
        assertThat(closed[0]).isTrue();
    }
}
