package dev.initlab.trace.json;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import dev.initlab.trace.EventSamples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class JsonLinesReaderTest {

    private static final String HEADER = "{\"initlab\":\"events\",\"version\":1}\n";
    private static final String AT = "\"sequence\":1,\"time\":2,\"hostTime\":3";

    @Test
    void readsAFile(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("boot.jsonl");
        Files.writeString(file, Lines.write(EventSamples.all(), HostFields.KEEP));
        assertThat(JsonLinesReader.read(file)).isEqualTo(EventSamples.all());
    }

    @Test
    void takesBlanksOtherOrdersAndAMissingLastLineFeed() throws IOException {
        assertThat(Lines.read(HEADER + "{ \"time\" : 2 , \"level\":\"\\u0065arly\", \"sequence\":1,"
                + "\t\"event\":\"LevelEntered\" }\r")).singleElement().asString()
                .isEqualTo("LevelEntered[at=Stamp[sequence=1, time=2, hostTime=0], level=early]");
    }

    /** In the lines, ' stands for the quotation mark, @ for a stamp, and ▶ is the column of the message. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {'event':'LevelEntered',@,'level':'early'▶ | expected '}', but the line ends
            {'event':'LevelEntered',@,'level':'early'}▶} | expected end of line, but there is "}"
            {'event':'LevelEntered',@,'level':▶7} | "level" is not a string
            ▶{'event':'LevelEntered',@} | LevelEntered lacks its field "level"
            {'event':'LevelEntered',@,'level':'a',▶'level':'b'} | "level" occurs twice
            {'event':'LevelEntered',@,'level':'a','depth':▶'b'} | LevelEntered has no field "depth"
            {'event':'LevelEntered',@,'level':▶'a | string without end
            {'event':'LevelEntered',@,'level':'\\▶x'} | expected an escape, but there is "x"
            {'event':'LevelEntered',@,'level':'\\u00▶g0'} | expected a hex digit, but there is "g"
            {'event':'LevelEntered',@,'level':'a▶\tb'} | expected an escape for a control character, but there is "\\t"
            {'event':▶'Levelentered',@,'level':'a'} | unknown event "Levelentered"
            ▶{'event':7,@} | no "event" that is a string
            {'event':'LevelEntered','sequence':▶1.5,'time':2,'level':'a'} | not a whole number
            {'event':'LevelEntered','sequence':▶1e9,'time':2,'level':'a'} | not a whole number
            {'event':'LevelEntered','sequence':▶01,'time':2,'level':'a'} | not a whole number
            {'event':'LevelEntered','sequence':▶-,'time':2,'level':'a'} | not a number of 64 bits: "-"
            {'event':'LevelEntered','sequence':▶9223372036854775808,'time':2,'level':'a'} | not a number of 64 bits: "9223372036854775808"
            ▶{'event':'LevelEntered','sequence':0,'time':2,'level':'a'} | sequence 0 after 0
            {'event':'BootEnded',@,'outcome':▶'SLEEP','status':0} | "outcome" is not one of POWER_OFF, HALT, RESTART, PANIC, BUDGET_EXHAUSTED, DEADLOCK, STOPPED
            {'event':'BootEnded',@,'outcome':'PANIC','status':▶4294967296} | "status" is not a number of 32 bits
            {'event':'InitMemoryFreed',@,'start':▶4096,'end':'0x2','kilobytes':0} | "start" is not an address as "0x…"
            {'event':'InitMemoryFreed',@,'start':▶'0xFF','end':'0x2','kilobytes':0} | "start" is not an address as "0x…"
            {'event':'InitcallSkipped',@,'initcall':{'kind':▶'Built'}} | unknown kind "Built"
            {'event':'InitcallSkipped',@,'initcall':▶[]} | expected an object
            {'event':'DeviceProbed',@,'device':'a','driver':'b','result':0,'deferred':▶0} | "deferred" is not true or false
            {'event':'ProcessExecuted',@,'pid':1,'path':'a','arguments':▶'x'} | "arguments" is not a list
            {'event':'ProcessExecuted',@,'pid':1,'path':'a','arguments':['x',▶null]} | "arguments" is not a string
            ▶nothing | expected a value, but there is "n"
            [[[[[[[[[[[[[[[[[▶[[[]]]]]]]]]]]]]]]]]]]] | nested deeper than 16
            [1,2▶ | expected ']', but the line ends
            ▶[] | expected an object
            `  ▶` | expected a value, but the line ends
            """)
    void saysWhereAnEventIsWrong(String marked, String message) {
        String text = marked.replace("@", AT).replace('\'', '"');
        int column = text.indexOf('▶') + 1;
        assertThatThrownBy(() -> Lines.read(HEADER + text.replace("▶", "")))
                .isInstanceOf(MalformedEventsException.class)
                .hasMessage("boot.jsonl:2:" + column + ": " + message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ``                                  | 1:1: the file is empty; expected {"initlab":"events",…}
            {"initlab":"suite","version":1}     | 1:1: no file of events: the first line is not {"initlab":"events",…}
            {"event":"LevelEntered"}            | 1:1: no file of events: the first line is not {"initlab":"events",…}
            [1]                                 | 1:1: no file of events: the first line is not {"initlab":"events",…}
            {"initlab":"events"}                | 1:1: the first line has no version
            {"initlab":"events","version":2}    | 1:31: version 2; this program reads version 1
            MZ                                  | 1:1: expected a value, but there is "M"
            """)
    void saysWhatIsWrongWithTheFirstLine(String line, String message) {
        assertThatThrownBy(() -> Lines.read(line)).isInstanceOf(MalformedEventsException.class)
                .hasMessage("boot.jsonl:" + message);
    }

    @Test
    void sequenceNumbersRise() {
        String event = "{\"event\":\"LevelEntered\"," + AT + ",\"level\":\"a\"}\n";
        assertThatThrownBy(() -> Lines.read(HEADER + event + event))
                .hasMessage("boot.jsonl:3:1: sequence 1 after 1");
    }

    @ParameterizedTest
    @CsvSource({"1, time 1 is not between 2 and 9007199254740991",
        "9007199254740992, time 9007199254740992 is not between 2 and 9007199254740991"})
    void timeDoesNotGoBackAndStaysInItsRange(long time, String message) {
        String entered = "{\"event\":\"LevelEntered\"," + AT + ",\"level\":\"a\"}\n";
        assertThatThrownBy(() -> Lines.read(HEADER + entered
                + "{\"event\":\"LevelLeft\",\"sequence\":2,\"time\":" + time + ",\"level\":\"a\"}"))
                .hasMessage("boot.jsonl:3:1: " + message);
    }

    @Test
    void refusesBytesThatAreNoUtf8() {
        byte[] bytes = (HEADER + "{\"é?\"}").getBytes(StandardCharsets.UTF_8);
        bytes[bytes.length - 3] = (byte) 0xff;
        assertThatThrownBy(() -> Lines.read(bytes)).hasMessage("boot.jsonl:2:4: not UTF-8")
                .isInstanceOfSatisfying(MalformedEventsException.class, e -> {
                    assertThat(e.line()).isEqualTo(2);
                    assertThat(e.column()).isEqualTo(4);
                });
    }

    @Test
    void refusesALineWithoutEnd() {
        assertThatThrownBy(() -> Lines.read(HEADER + " ".repeat(1 << 25)))
                .hasMessage("boot.jsonl:2:1: the line is longer than 16777216 bytes");
    }
}
