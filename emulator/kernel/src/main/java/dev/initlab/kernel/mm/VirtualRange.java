package dev.initlab.kernel.mm;

import java.util.Map;
import java.util.TreeMap;

import dev.initlab.kernel.errno.Errno;
import dev.initlab.kernel.errno.ErrnoException;
import dev.initlab.machine.AddressSpace;
import dev.initlab.machine.Mmu;

/**
 * A range of kernel addresses out of which mapped areas are cut, first fit, with a guard page between.
 *
 * <p>The module area and the stacks are each one of these: {@code mm/vmalloc.c: __vmalloc_node_range()}.
 */
public final class VirtualRange {
    private final AddressSpace space;
    private final PageAllocator pages;
    private final PageOwner owner;
    private final long start;
    private final long end;
    /** Start to length; kept in address order. */
    private final TreeMap<Long, Long> areas = new TreeMap<>(Long::compareUnsigned);

    public VirtualRange(AddressSpace space, PageAllocator pages, PageOwner owner, long start, long end) {
        this.space = space;
        this.pages = pages;
        this.owner = owner;
        this.start = start;
        this.end = end;
    }

    /**
     * Maps zeroed pages at the first free place.
     *
     * @param bytes      rounded up to pages
     * @param protection of all of them
     * @return the address
     * @throws ErrnoException ENOMEM if memory or addresses are used up; nothing is left behind
     */
    public long allocate(long bytes, int protection) {
        long length = bytes + Mmu.PAGE_SIZE - 1 & -Mmu.PAGE_SIZE;
        long at = start;
        for (Map.Entry<Long, Long> area : areas.entrySet()) {
            if (Long.compareUnsigned(area.getKey() - at, length + Mmu.PAGE_SIZE) >= 0) {
                break;
            }
            at = area.getKey() + area.getValue() + Mmu.PAGE_SIZE;
        }
        if (Long.compareUnsigned(end - at, length) < 0) {
            throw new ErrnoException(Errno.ENOMEM);
        }
        areas.put(at, length);
        long done = 0;
        try {
            for (; done < length; done += Mmu.PAGE_SIZE) {
                space.map(at + done, pages.allocate(owner), protection);
            }
            return at;
        } catch (ErrnoException e) {
            release(at, done);
            areas.remove(at);
            throw e;
        }
    }

    /** Whether an address is one of the range. */
    public boolean contains(long address) {
        return Long.compareUnsigned(address, start) >= 0 && Long.compareUnsigned(address, end) < 0;
    }

    /** Unmaps an area and gives back what is still mapped of it. */
    public void free(long address) {
        Long length = areas.remove(address);
        if (length == null) {
            throw new IllegalStateException("0x%x is no area".formatted(address));
        }
        release(address, length);
    }

    /** Unmaps a part of an area for good; its addresses stay taken until the area is freed. */
    public void release(long address, long length) {
        for (long at = address; at < address + length; at += Mmu.PAGE_SIZE) {
            space.unmap(at).ifPresent(pages::free);
        }
    }
}
