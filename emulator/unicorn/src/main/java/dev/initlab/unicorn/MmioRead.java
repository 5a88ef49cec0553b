package dev.initlab.unicorn;

/** A device register that is read. */
@FunctionalInterface
public interface MmioRead {
    /**
     * Returns the value; the offset counts from the begin of the mapping, the size is in bytes.
     */
    long read(long offset, int size);
}
