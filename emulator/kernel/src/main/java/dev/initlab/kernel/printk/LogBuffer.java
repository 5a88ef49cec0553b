package dev.initlab.kernel.printk;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * The kernel's log: a bounded ring of records, the oldest dropped first.
 *
 * <p>A text without a newline at its end leaves its record open: {@code KERN_CONT} text of the same caller
 * is added to it, and it is not seen by anyone before it is finished, by a newline or by the next record
 * ({@code kernel/printk/printk.c: vprintk_store()}). Not thread-safe: whoever holds the vCPU uses it.
 */
public final class LogBuffer {
    /**
     * Room for one record with its prefix and a NUL, so that text is cut to 991 bytes with its prefix (6.1);
     * a cut text has lost its newline.
     */
    public static final int LOG_LINE_MAX = 992;
    /** Bytes the log holds by default ({@code CONFIG_LOG_BUF_SHIFT=17}). */
    public static final int DEFAULT_SIZE = 1 << 17;
    /** The level of a text without a level ({@code CONFIG_MESSAGE_LOGLEVEL_DEFAULT}). */
    public static final int DEFAULT_LEVEL = 4;

    /** What a record costs besides its text. */
    private static final int OVERHEAD = 32;

    private final int size;
    private final Deque<LogRecord> records = new ArrayDeque<>();
    private final List<Consumer<LogRecord>> listeners = new ArrayList<>();
    private @Nullable LogRecord open;
    private long used;
    private long nextSequence;

    /** A log of {@link #DEFAULT_SIZE} bytes. */
    public LogBuffer() {
        this(DEFAULT_SIZE);
    }

    /**
     * A log of a given size.
     *
     * @param size bytes of text it holds, each record costing 32 more
     */
    public LogBuffer(int size) {
        this.size = size;
    }

    /** Calls a listener for every record that is finished from now on, in the order of registration. */
    public void addListener(Consumer<LogRecord> listener) {
        listeners.add(listener);
    }

    /**
     * The kernel's {@code printk}: text with its level prefix and newline.
     *
     * @param timestampNs virtual time in nanoseconds
     * @param caller the task; only its own records can be continued
     */
    public void printk(long timestampNs, int caller, byte[] text) {
        LogPrefix prefix = LogPrefix.parse(text);
        byte[] cut = text.length < LOG_LINE_MAX ? text : Arrays.copyOf(text, LOG_LINE_MAX - 1);
        byte[] body = Arrays.copyOfRange(cut, Math.min(prefix.length(), cut.length), cut.length);
        // The reservation is made before the prefix is known, so it counts here.
        store(timestampNs, caller, 0, prefix.level().orElse(DEFAULT_LEVEL), prefix.continuation(),
                Optional.empty(), body, cut.length);
    }

    /**
     * Text whose level is known: {@code dev_printk}, or what a program writes to {@code /dev/kmsg}.
     *
     * @param facility 0 for the kernel
     */
    public void emit(long timestampNs, int caller, int facility, int level,
            Optional<LogRecord.Device> device, byte[] text) {
        byte[] cut = text.length < LOG_LINE_MAX ? text : Arrays.copyOf(text, LOG_LINE_MAX - 1);
        store(timestampNs, caller, facility, level & 7, false, device, cut, cut.length);
        if (device.isPresent()) {
            flush();
        }
    }

    /** Finishes the record that is still open, as the next record would. */
    public void flush() {
        LogRecord record = open;
        if (record == null) {
            return;
        }
        open = null;
        records.addLast(record);
        used += record.text().length + OVERHEAD;
        while (used > size && records.size() > 1) {
            used -= records.removeFirst().text().length + OVERHEAD;
        }
        for (Consumer<LogRecord> listener : List.copyOf(listeners)) {
            listener.accept(record);
        }
    }

    /** The sequence number of the oldest record still held, or of the next one if there is none. */
    public long firstSequence() {
        LogRecord first = records.peekFirst();
        return first == null ? nextSequence() : first.sequence();
    }

    /** The sequence number the next finished record will have. */
    public long nextSequence() {
        return open == null ? nextSequence : open.sequence();
    }

    /** The first finished record whose number is not below the given one. */
    public Optional<LogRecord> read(long sequence) {
        LogRecord first = records.peekFirst();
        if (first == null || sequence >= nextSequence()) {
            return Optional.empty();
        }
        if (sequence <= first.sequence()) {
            return Optional.of(first);
        }
        return records.stream().skip(sequence - first.sequence()).findFirst();
    }

    /** All finished records still held, oldest first. */
    public List<LogRecord> records() {
        return List.copyOf(records);
    }

    /** Bytes the log holds. */
    public int size() {
        return size;
    }

    private void store(long timestampNs, int caller, int facility, int level, boolean continuation,
            Optional<LogRecord.Device> device, byte[] body, int reserved) {
        boolean newline = body.length > 0 && body[body.length - 1] == '\n';
        byte[] text = newline ? Arrays.copyOf(body, body.length - 1) : body;
        LogRecord last = open;
        if (continuation && last != null && last.caller() == caller
                && last.text().length + reserved + 1 <= LOG_LINE_MAX) {
            byte[] joined = Arrays.copyOf(last.text(), last.text().length + text.length);
            System.arraycopy(text, 0, joined, last.text().length, text.length);
            open = new LogRecord(last.sequence(), last.facility(), last.level(), last.timestampNs(),
                    last.continuation(), caller, last.device(), joined);
        } else {
            flush();
            open = new LogRecord(nextSequence++, facility, level, timestampNs, continuation, caller, device,
                    text);
        }
        if (newline) {
            flush();
        }
    }
}
