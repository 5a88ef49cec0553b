package dev.initlab.kernel.mm;

import java.util.BitSet;
import java.util.EnumMap;
import java.util.Map;

import dev.initlab.kernel.errno.Errno;
import dev.initlab.kernel.errno.ErrnoException;
import dev.initlab.machine.AddressSpace;
import dev.initlab.machine.Mmu;
import dev.initlab.machine.Protection;
import dev.initlab.machine.Ram;

/**
 * Hands out physical pages in one order, so that the same boot gets the same pages.
 *
 * <p>The order is upwards, and from the beginning again at the end: a page that held code is not soon used for
 * other code, whose translations the engine would have to make anew in every boot.
 *
 * <p>A page appears in the direct map when it is first handed out and stays there, as all memory does in
 * Linux. Pages come zeroed. Not thread safe: used by whoever holds the vCPU, in or outside the engine.
 */
public final class PageAllocator {
    private final Ram ram;
    private final AddressSpace kernelSpace;
    private final long directMap;
    private final PageOwner[] owners;
    private final BitSet used = new BitSet();
    private final BitSet mapped = new BitSet();
    private int cursor;
    private final Map<PageOwner, Integer> counts = new EnumMap<>(PageOwner.class);

    /**
     * An allocator for all of memory.
     *
     * @param directMap virtual address of the first byte of memory in the direct map
     */
    public PageAllocator(Ram ram, AddressSpace kernelSpace, long directMap) {
        this.ram = ram;
        this.kernelSpace = kernelSpace;
        this.directMap = directMap;
        owners = new PageOwner[(int) (ram.size() >> Mmu.PAGE_SHIFT)];
    }

    /** Takes pages that are in use already, such as the image's, out of the free ones. */
    public void reserve(long physical, long length, PageOwner owner) {
        for (long at = physical; at < physical + length; at += Mmu.PAGE_SIZE) {
            take(index(at), owner);
        }
    }

    /**
     * A zeroed page.
     *
     * @return its physical address
     * @throws ErrnoException ENOMEM if there is none
     */
    public long allocate(PageOwner owner) {
        return allocate(1, owner);
    }

    /**
     * Contiguous zeroed pages.
     *
     * @return the physical address of the first
     * @throws ErrnoException ENOMEM if there are none
     */
    public long allocate(int pages, PageOwner owner) {
        int first = find(cursor, pages);
        if (first < 0) {
            first = find(0, pages);
        }
        if (first < 0) {
            throw new ErrnoException(Errno.ENOMEM);
        }
        cursor = first + pages;
        for (int i = first; i < first + pages; i++) {
            take(i, owner);
            map(i);
        }
        long physical = ram.base() + ((long) first << Mmu.PAGE_SHIFT);
        ram.slice(physical, (long) pages << Mmu.PAGE_SHIFT).fill((byte) 0);
        return physical;
    }

    /** The first of so many free pages in a row, at or after an index; negative if there are none. */
    private int find(int from, int pages) {
        int first = used.nextClearBit(from);
        while (first + pages <= owners.length) {
            int next = used.nextSetBit(first);
            if (next < 0 || next - first >= pages) {
                return first;
            }
            first = used.nextClearBit(next);
        }
        return -1;
    }

    /** Gives a page back. */
    public void free(long physical) {
        int index = index(physical);
        if (!used.get(index)) {
            throw new IllegalStateException("page 0x%x is free already".formatted(physical));
        }
        used.clear(index);
        counts.merge(owners[index], -1, Integer::sum);
    }

    /** Where a page is in the direct map: {@code __va()}. */
    public long directAddress(long physical) {
        return directMap + (physical - ram.base());
    }

    /** How many pages one owner has. */
    public int count(PageOwner owner) {
        return counts.getOrDefault(owner, 0);
    }

    private void take(int index, PageOwner owner) {
        if (used.get(index)) {
            throw new IllegalStateException("page %d is in use by %s".formatted(index, owners[index]));
        }
        used.set(index);
        owners[index] = owner;
        counts.merge(owner, 1, Integer::sum);
    }

    private void map(int index) {
        if (!mapped.get(index)) {
            mapped.set(index);
            long offset = (long) index << Mmu.PAGE_SHIFT;
            kernelSpace.map(directMap + offset, ram.base() + offset, Protection.READ | Protection.WRITE);
        }
    }

    private int index(long physical) {
        return (int) ((physical - ram.base()) >> Mmu.PAGE_SHIFT);
    }
}
