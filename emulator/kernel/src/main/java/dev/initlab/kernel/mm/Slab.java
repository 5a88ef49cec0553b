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
    private final Map<Long, Integer> sizes = new HashMap<>();
    private final Map<Long, Long> physical = new HashMap<>();

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
            Deque<Long> list = free.computeIfAbsent(object, s -> new ArrayDeque<>());
            if (list.isEmpty()) {
                long page = pages.directAddress(pages.allocate(PageOwner.SLAB));
                for (long at = page; at < page + Mmu.PAGE_SIZE; at += object) {
                    list.add(at);
                }
            }
            long address = list.remove();
            sizes.put(address, object);
            return address;
        } catch (ErrnoException e) {
            return 0;
        }
    }

    /** Usable bytes of an allocation, 0 if none begins there: {@code ksize()}. */
    public int size(long address) {
        return sizes.getOrDefault(address, 0);
    }

    public Freed free(long address) {
        if (address == 0 || address == ZERO_SIZE) {
            return Freed.NOTHING;
        }
        Integer size = sizes.remove(address);
        if (size == null) {
            return Freed.INVALID;
        }
        if (size <= LARGEST) {
            free.get(size).add(address);
        } else {
            long first = physical.remove(address);
            for (long at = 0; at < size; at += Mmu.PAGE_SIZE) {
                pages.free(first + at);
            }
        }
        return Freed.FREED;
    }

    /** Allocations not freed yet. */
    public int inUse() {
        return sizes.size();
    }

    private long large(long size) {
        int count = (int) (size + Mmu.PAGE_SIZE - 1 >> Mmu.PAGE_SHIFT);
        long first = pages.allocate(count, PageOwner.SLAB);
        long address = pages.directAddress(first);
        sizes.put(address, count << Mmu.PAGE_SHIFT);
        physical.put(address, first);
        return address;
    }
}
