package dev.initlab.machine.device;

/**
 * A device in physical memory.
 *
 * <p>Called inside the engine: must not block, throw or touch the vCPU.
 */
public interface MmioDevice {
    /** Page-aligned physical address. */
    long base();

    /** Bytes, a multiple of the page size. */
    long size();

    /**
     * Reads a register.
     *
     * @param size 1, 2, 4 or 8 bytes
     */
    long read(long offset, int size);

    void write(long offset, int size, long value);
}
