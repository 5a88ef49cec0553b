package dev.initlab.unicorn;

/** A device register that is written. */
@FunctionalInterface
public interface MmioWrite {
    /**
     * The offset counts from the begin of the mapping, the size is in bytes, the value is zero-extended.
     */
    void write(long offset, int size, long value);
}
