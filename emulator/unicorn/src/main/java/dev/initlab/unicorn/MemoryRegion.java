package dev.initlab.unicorn;

/**
 * A mapped range of guest-physical memory.
 *
 * @param begin       first address
 * @param end         last address, inclusive
 * @param permissions of {@link Permission}
 */
public record MemoryRegion(long begin, long end, int permissions) {
    /** The size in bytes. */
    public long size() {
        return end - begin + 1;
    }
}
