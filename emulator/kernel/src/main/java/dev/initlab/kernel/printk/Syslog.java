package dev.initlab.kernel.printk;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * The reading side of {@code syslog(2)} and {@code /proc/kmsg}: one reading position for the whole kernel,
 * and the position up to which {@code dmesg -c} has cleared ({@code kernel/printk/printk.c: do_syslog()}).
 */
public final class Syslog {
    private final LogBuffer log;
    private boolean time;
    private long readSequence;
    private int readOffset;
    private long clearSequence;

    /**
     * A reader at the beginning of a log.
     *
     * @param time whether lines carry their time ({@code printk.time})
     */
    public Syslog(LogBuffer log, boolean time) {
        this.log = log;
        this.time = time;
    }

    /** Turns the times in the lines on or off. */
    public void time(boolean shown) {
        time = shown;
    }

    /**
     * {@code SYSLOG_ACTION_READ}: the next bytes, at most {@code size}; empty if there are none yet and the
     * caller has to wait. Records are given whole unless one alone is larger than {@code size}.
     */
    public byte[] read(int size) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        while (out.size() < size) {
            var next = log.read(readSequence);
            if (next.isEmpty()) {
                break;
            }
            LogRecord record = next.get();
            if (record.sequence() != readSequence) {
                readSequence = record.sequence();
                readOffset = 0;
            }
            byte[] text = LogFormat.syslog(record, time);
            int rest = text.length - Math.min(readOffset, text.length);
            int room = size - out.size();
            if (rest <= room) {
                out.write(text, text.length - rest, rest);
                readSequence++;
                readOffset = 0;
            } else {
                if (out.size() == 0) {
                    out.write(text, text.length - rest, room);
                    readOffset += room;
                }
                break;
            }
        }
        return out.toByteArray();
    }

    /** {@code SYSLOG_ACTION_READ_ALL}: the newest whole records since the last clear that fit. */
    public byte[] readAll(int size) {
        LogRecord[] records = log.records().stream()
                .filter(r -> r.sequence() >= clearSequence).toArray(LogRecord[]::new);
        int first = records.length;
        long total = 0;
        while (first > 0) {
            total += LogFormat.syslog(records[first - 1], time).length;
            if (total > size) {
                break;
            }
            first--;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (LogRecord record : Arrays.asList(records).subList(first, records.length)) {
            out.writeBytes(LogFormat.syslog(record, time));
        }
        return out.toByteArray();
    }

    /** {@code SYSLOG_ACTION_CLEAR}: {@link #readAll} begins behind what is there now. */
    public void clear() {
        clearSequence = log.nextSequence();
    }

    /** {@code SYSLOG_ACTION_SIZE_UNREAD}: bytes that {@link #read} has still to give. */
    public int unread() {
        int total = 0;
        for (LogRecord record : log.records()) {
            if (record.sequence() > readSequence) {
                total += LogFormat.syslog(record, time).length;
            } else if (record.sequence() == readSequence) {
                total += LogFormat.syslog(record, time).length - readOffset;
            }
        }
        return total;
    }

    /** {@code SYSLOG_ACTION_SIZE_BUFFER}: bytes the log holds. */
    public int sizeBuffer() {
        return log.size();
    }
}
