package dev.initlab.kernel.mm;

import java.util.HashMap;
import java.util.Map;

import dev.initlab.machine.AddressSpace;
import dev.initlab.machine.Mmu;
import dev.initlab.machine.Protection;

/** Kernel addresses for device registers: {@code mm/ioremap.c}. */
public final class IoMap {
    /** More than any device here has; a mad size must not fill the page map. */
    private static final long MAX_SIZE = 64 << 20;

    private final AddressSpace space;
    private final Map<Long, Long> lengths = new HashMap<>();
    private long next;

    /**
     * Nothing mapped yet.
     *
     * @param start first virtual address to hand out; addresses are not used twice
     */
    public IoMap(AddressSpace space, long start) {
        this.space = space;
        next = start;
    }

    /**
     * Maps {@code size} bytes of registers.
     *
     * @return the virtual address of {@code physical}, 0 for an empty or absurd range
     */
    public long map(long physical, long size) {
        if (size <= 0 || size > MAX_SIZE || physical + size < physical) {
            return 0;
        }
        long first = physical & -Mmu.PAGE_SIZE;
        long length = (physical + size + Mmu.PAGE_SIZE - 1 & -Mmu.PAGE_SIZE) - first;
        long at = next;
        next += length + Mmu.PAGE_SIZE;
        space.map(at, first, length, Protection.READ | Protection.WRITE);
        lengths.put(at, length);
        return at + (physical - first);
    }

    /** Takes a mapping away; an address that is none is ignored, as Linux only warns. */
    public void unmap(long address) {
        long first = address & -Mmu.PAGE_SIZE;
        Long length = lengths.remove(first);
        if (length != null) {
            for (long at = first; at < first + length; at += Mmu.PAGE_SIZE) {
                space.unmap(at);
            }
        }
    }
}
