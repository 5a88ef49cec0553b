package dev.initlab.kernel.mm;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

import dev.initlab.kernel.errno.ErrnoException;
import dev.initlab.machine.Mmu;

/**
 * {@code kmalloc}: size classes of 8 bytes to half a page, whole pages above.
 *
 * <p>The book-keeping is in Java, outside the guest's reach; objects are reused in first-in-first-out
 * order. All calls may be made inside the engine: nothing is ever unmapped. Not thread safe: used by
 * whoever holds the vCPU.
 */
public final class Slab {
    private static final int SMALLEST = 8;
    private static final int LARGEST = 2048;
    /** {@code KMALLOC_MAX_SIZE}. */
    private static final long MAX_SIZE = 4 << 20;
    /** {@code ZERO_SIZE_PTR}, what {@code kmalloc(0)} gives. */
    private static final long ZERO_SIZE = 16;

    /** What {@link #free} found. */
    public enum Freed {
        FREED,
        /** NULL or the result of {@code kmalloc(0)}. */
        NOTHING,
        /** No allocation begins there, or it was freed before. */
        INVALID
    }

    private final PageAllocator pages;
    private final Map<Integer, Deque<Long>> free = new HashMap<>();
    private final Map<Long, Allocation> allocations = new HashMap<>();

    /**
     * An object in use.
     *
     * @param size     usable bytes
     * @param firstPage physical address of its pages if it has whole ones, else -1
     */
    private record Allocation(int size, long firstPage) {
    }

    public Slab(PageAllocator pages) {
        this.pages = pages;
    }

    /**
     * Allocates at least {@code size} bytes.
     *
     * @return the address, 0 if memory is used up
     */
    public long allocate(long size) {
        if (size == 0) {
            return ZERO_SIZE;
        }
        if (Long.compareUnsigned(size, MAX_SIZE) > 0) {
            return 0;
        }
        try {
            if (size > LARGEST) {
                return large(size);
            }
            int object = Math.max(SMALLEST, Integer.highestOneBit((int) size * 2 - 1));
            Deque<Long> list = freeList(object);
            if (list.isEmpty()) {
                long page = pages.directAddress(pages.allocate(PageOwner.SLAB));
                for (long at = page; at < page + Mmu.PAGE_SIZE; at += object) {
                    list.add(at);
                }
            }
            long address = list.remove();
            allocations.put(address, new Allocation(object, -1));
            return address;
        } catch (ErrnoException e) {
            return 0;
        }
    }

    /** Usable bytes of an allocation, 0 if none begins there: {@code ksize()}. */
    public int size(long address) {
        Allocation allocation = allocations.get(address);
        return allocation == null ? 0 : allocation.size();
    }

    public Freed free(long address) {
        if (address == 0 || address == ZERO_SIZE) {
            return Freed.NOTHING;
        }
        Allocation allocation = allocations.remove(address);
        if (allocation == null) {
            return Freed.INVALID;
        }
        if (allocation.firstPage() < 0) {
            freeList(allocation.size()).add(address);
        } else {
            for (long at = 0; at < allocation.size(); at += Mmu.PAGE_SIZE) {
                pages.free(allocation.firstPage() + at);
            }
        }
        return Freed.FREED;
    }

    /** Allocations not freed yet. */
    public int inUse() {
        return allocations.size();
    }

    private long large(long size) {
        int count = (int) (size + Mmu.PAGE_SIZE - 1 >> Mmu.PAGE_SHIFT);
        long first = pages.allocate(count, PageOwner.SLAB);
        long address = pages.directAddress(first);
        allocations.put(address, new Allocation(count << Mmu.PAGE_SHIFT, first));
        return address;
    }

    private Deque<Long> freeList(int size) {
        return free.computeIfAbsent(size, s -> new ArrayDeque<>());
    }
}
