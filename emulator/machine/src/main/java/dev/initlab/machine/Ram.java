package dev.initlab.machine;

import java.lang.foreign.MemorySegment;

/**
 * The guest's physical memory, one segment shared with the engine.
 *
 * @param base    first physical address, page aligned
 * @param segment its bytes; what Java writes here the guest sees at once, and the other way round
 */
public record Ram(long base, MemorySegment segment) {
    private static final long PHYSICAL_ADDRESSES = 0xffff_ffffL;

    /** Size in bytes. */
    public long size() {
        return segment.byteSize();
    }

    /** First physical address after the memory. */
    public long end() {
        return base + size();
    }

    /** Physical address of one of the pages below the memory, where there is none; the first is number 1. */
    long pageBelow(int number) {
        return base - number * Mmu.PAGE_SIZE & PHYSICAL_ADDRESSES;
    }

    /** Whether all of {@code [physical, physical + length)} is memory. */
    public boolean contains(long physical, long length) {
        return physical >= base && length >= 0 && length <= size() && physical - base <= size() - length;
    }

    /**
     * The bytes at a physical address.
     *
     * @throws IndexOutOfBoundsException if they are not all memory
     */
    public MemorySegment slice(long physical, long length) {
        return segment.asSlice(physical - base, length);
    }
}
