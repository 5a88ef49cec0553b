package dev.initlab.kernel.printk;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * One finished record of the kernel log.
 *
 * @param sequence counts from 0, never reused
 * @param facility 0 for the kernel, 1 for text written to {@code /dev/kmsg}
 * @param level 0 (emergency) to 7 (debug)
 * @param timestampNs virtual time at which the record was begun, in nanoseconds
 * @param continuation whether it began as the continuation of a record that was already finished
 * @param caller the task that wrote it
 * @param device what {@code dev_printk} says about its device
 * @param text without level prefix and without the last newline; may hold further newlines. Not to be
 *     changed
 */
public record LogRecord(long sequence, int facility, int level, long timestampNs, boolean continuation,
        int caller, Optional<Device> device, byte[] text) {

    /** The names {@code dev_printk} adds to a record. */
    public record Device(String subsystem, String device) {
    }

    /** The text for people, undecodable bytes replaced. */
    public String string() {
        return new String(text, StandardCharsets.UTF_8);
    }
}
