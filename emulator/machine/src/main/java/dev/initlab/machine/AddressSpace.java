package dev.initlab.machine;

import java.util.OptionalLong;

/**
 * Which virtual page is which physical page, with which permissions.
 *
 * <p>An address space has a kernel part, shared by all spaces of a machine, and a user part of its
 * own. Addresses from {@link #kernelStart()} on belong to the kernel part. All methods take
 * page-aligned addresses unless they say otherwise. What is taken away or protected is so for the guest when
 * it is entered the next time.
 *
 * <p>Not thread safe: used by whoever holds the vCPU.
 */
public final class AddressSpace {
    /** The page at {@link Isa#endOfRun()}: the engine looks it up in whatever privilege a run ends. */
    static final long END_PAGE = 0x80;

    private final Mmu mmu;
    private final PageMap kernel;
    private final PageMap user;

    AddressSpace(Mmu mmu, PageMap kernel, PageMap user) {
        this.mmu = mmu;
        this.kernel = kernel;
        this.user = user;
    }

    /** First address of the kernel part, as an unsigned number. */
    public long kernelStart() {
        return mmu.kernelStart();
    }

    /**
     * Maps one page, which must be free.
     *
     * @param virtual    page-aligned virtual address
     * @param physical   page-aligned physical address, of RAM or of a device
     * @param protection bits of {@link Protection}
     * @throws IllegalStateException if the page is mapped already
     */
    public void map(long virtual, long physical, int protection) {
        requireAligned(virtual);
        requireAligned(physical);
        PageMap map = part(virtual);
        if (map.get(page(virtual)) != 0) {
            throw new IllegalStateException("0x%x is mapped already".formatted(virtual));
        }
        map.put(page(virtual), entry(physical, protection));
        mmu.mapped(physical);
    }

    void mapEndPage(long virtual, long physical) {
        kernel.put(page(virtual), physical | Protection.EXECUTE | END_PAGE);
    }

    /** Maps {@code length} bytes of contiguous physical memory, a multiple of the page size. */
    public void map(long virtual, long physical, long length, int protection) {
        for (long offset = 0; offset < length; offset += Mmu.PAGE_SIZE) {
            map(virtual + offset, physical + offset, protection);
        }
    }

    /**
     * Takes a page away.
     *
     * @return its physical address, or empty if it was not mapped
     */
    public OptionalLong unmap(long virtual) {
        requireAligned(virtual);
        PageMap map = part(virtual);
        long entry = map.get(page(virtual));
        if (entry == 0) {
            return OptionalLong.empty();
        }
        map.remove(page(virtual));
        mmu.flushTlbLater();
        return OptionalLong.of(physicalOf(entry));
    }

    /**
     * Changes the permissions of {@code length} bytes.
     *
     * @throws IllegalStateException if a page of the range is not mapped
     */
    public void protect(long virtual, long length, int protection) {
        requireAligned(virtual);
        for (long at = virtual; at < virtual + length; at += Mmu.PAGE_SIZE) {
            PageMap map = part(at);
            long entry = map.get(page(at));
            if (entry == 0) {
                throw new IllegalStateException("0x%x is not mapped".formatted(at));
            }
            map.put(page(at), entry(physicalOf(entry), protection));
        }
        mmu.flushTlbLater();
    }

    /** The physical address behind any virtual one, or empty if nothing is mapped there. */
    public OptionalLong translate(long virtual) {
        long entry = entryAt(virtual);
        return entry == 0 ? OptionalLong.empty()
                : OptionalLong.of(physicalOf(entry) + (virtual & (Mmu.PAGE_SIZE - 1)));
    }

    /** The {@link Protection} of the page any address lies in; {@link Protection#NONE} if unmapped. */
    public int protection(long virtual) {
        return (int) entryAt(virtual) & Protection.MASK;
    }

    /** Whether the page any address lies in is mapped. */
    public boolean isMapped(long virtual) {
        return entryAt(virtual) != 0;
    }

    /** The page-aligned addresses of the user part that are mapped, in order. */
    public long[] userPages() {
        return addresses(user);
    }

    /** The page-aligned addresses of the kernel part that are mapped, in order. */
    public long[] kernelPages() {
        return addresses(kernel);
    }

    /** Reads and writes through this space with the kernel's rights. */
    public GuestMemory memory() {
        return new GuestMemory(this, Privilege.KERNEL);
    }

    /** Reads and writes through this space with user rights: what {@code copy_from_user} may see. */
    public GuestMemory userMemory() {
        return new GuestMemory(this, Privilege.USER);
    }

    long entryAt(long virtual) {
        return part(virtual).get(page(virtual));
    }

    Mmu mmu() {
        return mmu;
    }

    static long physicalOf(long entry) {
        return entry & -Mmu.PAGE_SIZE;
    }

    private static long entry(long physical, int protection) {
        if ((protection & Protection.ACCESS_MASK) == 0) {
            throw new IllegalArgumentException("a page without any permission is an unmapped page");
        }
        return physical | protection & Protection.MASK;
    }

    private static long[] addresses(PageMap map) {
        long[] pages = map.pages();
        for (int i = 0; i < pages.length; i++) {
            pages[i] <<= Mmu.PAGE_SHIFT;
        }
        return pages;
    }

    private PageMap part(long virtual) {
        return Long.compareUnsigned(virtual, mmu.kernelStart()) >= 0 ? kernel : user;
    }

    private static long page(long virtual) {
        return virtual >>> Mmu.PAGE_SHIFT;
    }

    private static void requireAligned(long address) {
        if ((address & (Mmu.PAGE_SIZE - 1)) != 0) {
            throw new IllegalArgumentException("0x%x is not page aligned".formatted(address));
        }
    }
}
