package dev.initlab.kernel.printk;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/** The texts in which a record leaves the kernel. */
public final class LogFormat {
    /** A formatted record is cut to whole lines within this many bytes (6.1: {@code CONSOLE_LOG_MAX}). */
    public static final int FORMATTED_MAX = 1024;

    private LogFormat() {
    }

    /**
     * As a console shows it: every line with its time, if wanted.
     *
     * @param time {@code printk.time}
     */
    public static byte[] console(LogRecord record, boolean time) {
        return lines(record, prefix(record, false, time));
    }

    /** As {@code syslog(2)} and {@code /proc/kmsg} give it: every line with {@code <priority>} and time. */
    public static byte[] syslog(LogRecord record, boolean time) {
        return lines(record, prefix(record, true, time));
    }

    /**
     * As one read of {@code /dev/kmsg} gives it: priority, sequence, microseconds and flags, a semicolon, the
     * text with every byte outside printable ASCII escaped, then the device's names a line each.
     */
    public static byte[] kmsg(LogRecord record) {
        StringBuilder line = new StringBuilder();
        line.append(priority(record)).append(',').append(Long.toUnsignedString(record.sequence())).append(',')
                .append(record.timestampNs() / 1000).append(',')
                .append(record.continuation() ? 'c' : '-').append(';');
        escape(line, record.text());
        line.append('\n');
        record.device().ifPresent(device -> {
            field(line, "SUBSYSTEM", device.subsystem());
            field(line, "DEVICE", device.device());
        });
        return line.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    /**
     * A text written to {@code /dev/kmsg}: {@code <priority>} before it sets level and facility, and a
     * facility of 0, the kernel's, is not taken from a program ({@code devkmsg_write()}).
     *
     * @param facility 1 unless given
     * @param level 4 unless given
     */
    public record KmsgLine(int facility, int level, byte[] text) {
        /** Takes apart what was written. */
        public static KmsgLine parse(byte[] written) {
            int at = 1;
            long number = 0;
            while (at < written.length && written[at] >= '0' && written[at] <= '9') {
                number = number * 10 + (written[at++] - '0');
                number &= 0xffff_ffffL;
            }
            if (written.length == 0 || written[0] != '<' || at == written.length || written[at] != '>') {
                return new KmsgLine(1, LogBuffer.DEFAULT_LEVEL, written);
            }
            int facility = (int) (number >>> 3) & 0xff;
            byte[] rest = Arrays.copyOfRange(written, at + 1, written.length);
            return new KmsgLine(facility == 0 ? 1 : facility, (int) number & 7, rest);
        }
    }

    private static int priority(LogRecord record) {
        return record.facility() << 3 | record.level();
    }

    private static String prefix(LogRecord record, boolean syslog, boolean time) {
        String priority = syslog ? "<" + priority(record) + ">" : "";
        long ns = record.timestampNs();
        return time ? priority + String.format(Locale.ROOT, "[%5d.%06d] ", ns / 1_000_000_000,
                ns % 1_000_000_000 / 1000) : priority;
    }

    private static byte[] lines(LogRecord record, String prefix) {
        byte[] before = prefix.getBytes(StandardCharsets.ISO_8859_1);
        byte[] text = record.text();
        ByteArrayOutputStream out = new ByteArrayOutputStream(before.length + text.length + 1);
        int start = 0;
        while (start <= text.length) {
            int end = start;
            while (end < text.length && text[end] != '\n') {
                end++;
            }
            if (out.size() + before.length + end - start + 1 > FORMATTED_MAX) {
                break;
            }
            out.writeBytes(before);
            out.write(text, start, end - start);
            out.write('\n');
            start = end + 1;
        }
        return out.toByteArray();
    }

    private static void field(StringBuilder line, String key, String value) {
        line.append(' ').append(key).append('=');
        escape(line, value.getBytes(StandardCharsets.UTF_8));
        line.append('\n');
    }

    private static void escape(StringBuilder line, byte[] text) {
        for (byte b : text) {
            if (b < ' ' || b >= 127 || b == '\\') {
                line.append(String.format(Locale.ROOT, "\\x%02x", b & 0xff));
            } else {
                line.append((char) b);
            }
        }
    }
}
