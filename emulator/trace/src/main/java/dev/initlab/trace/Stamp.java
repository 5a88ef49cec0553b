package dev.initlab.trace;

/**
 * Where an event stands in the boot.
 *
 * @param sequence position in the stream, from 1, without gaps
 * @param time virtual nanoseconds since the boot began; never goes back, and stays below 2^53
 * @param hostTime host nanoseconds since the boot began; measured beside, never shown to the guest
 */
public record Stamp(long sequence, long time, long hostTime) {
}
