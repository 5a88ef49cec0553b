package dev.initlab.kernel.printk;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LogBufferTest {
    private static final int TASK = 1;

    private final LogBuffer log = new LogBuffer();
    private final List<LogRecord> seen = new ArrayList<>();
    private long now = 1_234_567_000L;

    LogBufferTest() {
        log.addListener(seen::add);
    }

    private void printk(String text) {
        log.printk(now, TASK, bytes(text));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String string(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Test
    void levelsAndPrefixes() {
        printk("\0016info\n");
        printk("none\n");
        printk("\0010\0017two levels\n");
        printk("\001dx\n");
        printk("\001");
        log.flush();
        assertThat(FakeGuest.strings(seen)).containsExactly("info", "none", "two levels", "\001dx", "\001");
        assertThat(seen.stream().map(LogRecord::level)).containsExactly(6, 4, 0, 4, 4);
        assertThat(seen.stream().map(LogRecord::sequence)).containsExactly(0L, 1L, 2L, 3L, 4L);
    }

    @Test
    void aRecordWithoutNewlineIsSeenWhenTheNextBegins() {
        printk("\0016open");
        assertThat(seen).isEmpty();
        assertThat(log.read(0)).isEmpty();
        printk("\0014next\n");
        assertThat(FakeGuest.strings(seen)).containsExactly("open", "next");
        assertThat(seen.get(0).level()).isEqualTo(6);
    }

    @Test
    void continuationsOfTheSameCallerAreJoined() {
        printk("\0016a");
        now += 5;
        printk("\001cb");
        printk("\001cc\n");
        assertThat(FakeGuest.strings(seen)).containsExactly("abc");
        assertThat(seen.get(0).timestampNs()).isEqualTo(1_234_567_000L);
        assertThat(seen.get(0).continuation()).isFalse();
        assertThat(seen.get(0).level()).isEqualTo(6);
    }

    @Test
    void aContinuationWithoutAnythingOpenIsARecordOfItsOwn() {
        printk("\0016done\n");
        printk("\001cmore\n");
        printk("\0016open");
        log.printk(now, 2, bytes("\001cother caller\n"));
        assertThat(FakeGuest.strings(seen)).containsExactly("done", "more", "open", "other caller");
        assertThat(seen.get(1).continuation()).isTrue();
        assertThat(seen.get(1).level()).isEqualTo(4);
        assertThat(string(LogFormat.kmsg(seen.get(1)))).startsWith("4,1,1234567,c;more\n");
    }

    @Test
    void longTextIsCutAndLosesItsNewline() {
        printk("\0016" + "x".repeat(2000) + "\n");
        assertThat(seen).isEmpty();
        printk("\0016next\n");
        assertThat(seen.get(0).text()).hasSize(LogBuffer.LOG_LINE_MAX - 1 - 2);
        printk("y".repeat(990) + "\n");
        assertThat(seen.get(2).text()).hasSize(990);
        printk("z".repeat(991) + "\n");
        log.flush();
        assertThat(seen.get(3).text()).hasSize(991);
    }

    @Test
    void aContinuationThatDoesNotFitBeginsANewRecord() {
        printk("\0016" + "x".repeat(900));
        printk("\001c" + "y".repeat(90));
        printk("\001cz\n");
        assertThat(seen.get(0).text()).hasSize(900);
        assertThat(seen.get(1).text()).hasSize(91);
        printk("\0016" + "x".repeat(900));
        printk("\001c" + "y".repeat(89) + "\n");
        assertThat(seen).hasSize(4);
        printk("\0016" + "x".repeat(900));
        printk("\001c" + "y".repeat(88) + "\n");
        assertThat(seen).hasSize(5);
        assertThat(seen.get(4).text()).hasSize(988);
    }

    @Test
    void consoleLines() {
        printk("\0016first\nsecond\n");
        assertThat(string(LogFormat.console(seen.get(0), true)))
                .isEqualTo("[    1.234567] first\n[    1.234567] second\n");
        assertThat(string(LogFormat.console(seen.get(0), false))).isEqualTo("first\nsecond\n");
        now = 123_456_000_000_000L + 1999;
        printk("\n");
        assertThat(string(LogFormat.console(seen.get(1), true))).isEqualTo("[123456.000001] \n");
        printk("a\n\n");
        assertThat(string(LogFormat.console(seen.get(2), false))).isEqualTo("a\n\n");
    }

    @Test
    void aFormattedRecordEndsWithItsLastLineThatFits() {
        printk("l\n".repeat(490));
        byte[] text = LogFormat.console(seen.get(0), true);
        assertThat(text.length).isEqualTo(1024 / 17 * 17);
    }

    @Test
    void syslogAndKmsgLines() {
        printk("\0013tab\tback\\slash é\n");
        log.emit(2_000_000, 5, 1, 6, Optional.empty(), bytes("from user"));
        log.emit(3_000_000, 5, 0, 4, Optional.of(new LogRecord.Device("pci", "+pci:0000:00:01.0")),
                bytes("dev 1"));
        assertThat(string(LogFormat.syslog(seen.get(0), true)))
                .isEqualTo("<3>[    1.234567] tab\tback\\slash é\n");
        assertThat(string(LogFormat.kmsg(seen.get(0))))
                .isEqualTo("3,0,1234567,-;tab\\x09back\\x5cslash \\xc3\\xa9\n");
        assertThat(string(LogFormat.syslog(seen.get(1), false))).isEqualTo("<14>from user\n");
        assertThat(string(LogFormat.kmsg(seen.get(1)))).isEqualTo("14,1,2000,-;from user\n");
        assertThat(string(LogFormat.kmsg(seen.get(2))))
                .isEqualTo("4,2,3000,-;dev 1\n SUBSYSTEM=pci\n DEVICE=+pci:0000:00:01.0\n");
    }

    @Test
    void whatIsWrittenToKmsg() {
        assertParsed("hello\n", 1, 4, "hello\n");
        assertParsed("<6>hello", 1, 6, "hello");
        assertParsed("<30>daemon", 3, 6, "daemon");
        assertParsed("<3", 1, 4, "<3");
        assertParsed("<x>y", 1, 4, "<x>y");
        assertParsed("", 1, 4, "");
        assertParsed("<", 1, 4, "<");
    }

    private static void assertParsed(String written, int facility, int level, String text) {
        var line = LogFormat.KmsgLine.parse(bytes(written));
        assertThat(line.facility()).isEqualTo(facility);
        assertThat(line.level()).isEqualTo(level);
        assertThat(string(line.text())).isEqualTo(text);
    }

    @Test
    void theOldestRecordsAreDropped() {
        LogBuffer small = new LogBuffer(200);
        for (int i = 0; i < 10; i++) {
            small.printk(0, TASK, bytes("record number " + i + "\n"));
        }
        assertThat(FakeGuest.strings(small.records())).containsExactly("record number 6", "record number 7",
                "record number 8", "record number 9");
        assertThat(small.firstSequence()).isEqualTo(6);
        assertThat(small.read(0).orElseThrow().sequence()).isEqualTo(6);
        assertThat(small.read(8).orElseThrow().string()).isEqualTo("record number 8");
        assertThat(small.read(10)).isEmpty();
        assertThat(small.nextSequence()).isEqualTo(10);
        small.printk(0, TASK, bytes("x".repeat(500) + "\n"));
        assertThat(small.records()).hasSize(1);
    }

    @Test
    void syslogReadsOnceAndReadsAll() {
        Syslog syslog = new Syslog(log, false);
        assertThat(syslog.read(100)).isEmpty();
        printk("\0016one\n");
        printk("\0016two\n");
        assertThat(syslog.unread()).isEqualTo(14);
        assertThat(string(syslog.readAll(1000))).isEqualTo("<6>one\n<6>two\n");
        assertThat(string(syslog.readAll(13))).isEqualTo("<6>two\n");
        assertThat(string(syslog.read(10))).isEqualTo("<6>one\n");
        assertThat(string(syslog.read(3))).isEqualTo("<6>");
        assertThat(syslog.unread()).isEqualTo(4);
        assertThat(string(syslog.read(100))).isEqualTo("two\n");
        assertThat(syslog.read(100)).isEmpty();
        syslog.clear();
        assertThat(syslog.readAll(1000)).isEmpty();
        printk("\0016three\n");
        assertThat(string(syslog.readAll(1000))).isEqualTo("<6>three\n");
        syslog.time(true);
        assertThat(string(syslog.read(1000))).isEqualTo("<6>[    1.234567] three\n");
        assertThat(syslog.sizeBuffer()).isEqualTo(1 << 17);
    }

    @Test
    void aReaderThatIsTooSlowGoesOnWithTheOldestRecord() {
        LogBuffer small = new LogBuffer(100);
        Syslog syslog = new Syslog(small, false);
        small.printk(0, TASK, bytes("\0016" + "a".repeat(40) + "\n"));
        assertThat(syslog.read(10)).hasSize(10);
        small.printk(0, TASK, bytes("\0016" + "b".repeat(40) + "\n"));
        assertThat(string(syslog.read(1000))).isEqualTo("<6>" + "b".repeat(40) + "\n");
    }
}
