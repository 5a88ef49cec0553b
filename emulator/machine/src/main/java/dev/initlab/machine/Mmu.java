package dev.initlab.machine;

import dev.initlab.unicorn.Engine;
import dev.initlab.unicorn.MemoryAccess;
import dev.initlab.unicorn.TlbResult;

/**
 * Answers the engine's TLB misses out of the current {@link AddressSpace}.
 *
 * <p>Two rules make the engine's cached translations safe; both were measured to be needed.
 *
 * <ul>
 *   <li>Code translated from a page is dropped <em>before</em> the page is unmapped, loses its execute
 *       permission or is written from Java: afterwards the engine would silently do nothing.
 *   <li>A page is never granted write and execute together. A page that has both permissions is one
 *       or the other at a time; the refused access swaps it, outside the engine, and is run again.
 * </ul>
 */
public final class Mmu {
    public static final int PAGE_SHIFT = 12;
    public static final long PAGE_SIZE = 1L << PAGE_SHIFT;

    /** An access the last run was refused. */
    record Refusal(Access access, long virtual) {
    }

    private final Engine engine;
    private final Ram ram;
    private final boolean hosted;
    private final long kernelStart;
    private final PageMap kernelPart = new PageMap();
    private final AddressSpace kernelSpace;
    private AddressSpace current;
    private Privilege privilege = Privilege.KERNEL;
    private boolean dropping;

    // Two plain fields instead of a Refusal: the callback must not allocate.
    private boolean refused;
    private Access refusedAccess = Access.READ;
    private long refusedAt;

    /** For a guest that owns its page tables: there is memory, and nothing to translate. */
    Mmu(Engine engine, Ram ram) {
        this(engine, ram, 0, false);
    }

    Mmu(Engine engine, Ram ram, long kernelStart) {
        this(engine, ram, kernelStart, true);
    }

    private Mmu(Engine engine, Ram ram, long kernelStart, boolean hosted) {
        this.engine = engine;
        this.ram = ram;
        this.kernelStart = kernelStart;
        this.kernelSpace = new AddressSpace(this, kernelPart, new PageMap());
        this.current = kernelSpace;
        this.hosted = hosted;
        if (hosted) {
            engine.onTlbFill((e, virtual, access, result) -> fill(virtual, access, result));
        }
    }

    /** The address space without a user part. */
    public AddressSpace kernelSpace() {
        return kernelSpace;
    }

    /** A new space that shares the kernel part and has an empty user part. */
    public AddressSpace newUserSpace() {
        return new AddressSpace(this, kernelPart, new PageMap());
    }

    /** The space the vCPU runs in. */
    public AddressSpace current() {
        return current;
    }

    /** Lets the vCPU run in another space. Not from inside the engine. */
    public void use(AddressSpace space) {
        if (space != current) {
            current = space;
            flushTlb();
        }
    }

    Privilege privilege() {
        return privilege;
    }

    /** Tells the fill callback who runs; the engine has a TLB for each, so nothing is flushed. */
    void privilege(Privilege privilege) {
        this.privilege = privilege;
    }

    long kernelStart() {
        return kernelStart;
    }

    boolean isHosted() {
        return hosted;
    }

    Ram ram() {
        return ram;
    }

    void flushTlb() {
        engine.flushTlb();
    }

    void clearRefusal() {
        refused = false;
    }

    boolean wasRefused() {
        return refused;
    }

    Refusal refusal() {
        return new Refusal(refusedAccess, refusedAt);
    }

    /**
     * Swaps a write-and-execute page to what the refused access wants.
     *
     * @return whether the refusal was only that, so that the instruction is to be run again
     */
    boolean swapWriteAndExecute() {
        long entry = current.entryAt(refusedAt);
        boolean both = (entry & Protection.WRITE) != 0 && (entry & Protection.EXECUTE) != 0;
        if (!both || refusedAccess == Access.READ || !permitted(entry, refusedAccess)) {
            return false;
        }
        long page = refusedAt & -PAGE_SIZE;
        if (refusedAccess == Access.WRITE) {
            dropTranslations(current, page, entry);
            entry = current.entryAt(page) & ~AddressSpace.EXECUTING | AddressSpace.WRITING;
        } else {
            entry = entry & ~AddressSpace.WRITING | AddressSpace.EXECUTING;
        }
        current.updateEntry(page, entry);
        flushTlb();
        return true;
    }

    /** Drops the code translated from a page, while the page is still mapped executable. */
    void dropTranslations(AddressSpace space, long page, long entry) {
        if ((entry & AddressSpace.FETCHED) == 0) {
            return;
        }
        AddressSpace before = current;
        dropping = true;
        try {
            current = space;
            flushTlb();
            engine.removeTranslations(page, page + PAGE_SIZE);
        } finally {
            dropping = false;
            current = before;
            flushTlb();
        }
        space.updateEntry(page, space.entryAt(page) & ~AddressSpace.FETCHED);
    }

    private boolean fill(long virtual, MemoryAccess engineAccess, TlbResult result) {
        Access access = switch (engineAccess) {
            case WRITE -> Access.WRITE;
            case FETCH -> Access.EXECUTE;
            default -> Access.READ;
        };
        long entry = current.entryAt(virtual);
        if (dropping && entry != 0) {
            result.physical(physical(entry, virtual));
            result.permissions(Protection.EXECUTE | Protection.READ);
            return true;
        }
        int granted = permitted(entry, access) ? grant(virtual, entry, access) : 0;
        if ((granted & access.needed()) == 0) {
            if (!refused) { // what comes after the first is the engine's own look around
                refused = true;
                refusedAccess = access;
                refusedAt = virtual;
            }
            return false;
        }
        result.physical(physical(entry, virtual));
        result.permissions(granted);
        return true;
    }

    /** Exact, since the engine's pages are 1 KiB on Arm. */
    private static long physical(long entry, long virtual) {
        return AddressSpace.physicalOf(entry) + (virtual & PAGE_SIZE - 1);
    }

    private boolean permitted(long entry, Access access) {
        if ((entry & access.needed()) == 0) {
            return false;
        }
        if ((entry & AddressSpace.RETURN_PAGE) != 0) {
            return true;
        }
        boolean userPage = (entry & Protection.USER) != 0;
        // The kernel reads and writes user pages (no SMAP) but never runs them (SMEP).
        return privilege == Privilege.USER ? userPage : !(userPage && access == Access.EXECUTE);
    }

    /** What of its permissions the page gives just now; marks it when code may be translated from it. */
    private int grant(long virtual, long entry, Access access) {
        int permissions = (int) entry & Protection.ACCESS_MASK;
        long changed = entry;
        if ((permissions & Protection.WRITE) != 0 && (permissions & Protection.EXECUTE) != 0) {
            if ((entry & (AddressSpace.EXECUTING | AddressSpace.WRITING)) == 0 && access != Access.READ) {
                changed |= access == Access.WRITE ? AddressSpace.WRITING : AddressSpace.EXECUTING;
            }
            if ((changed & AddressSpace.WRITING) == 0) {
                permissions &= ~Protection.WRITE;
            }
            if ((changed & AddressSpace.EXECUTING) == 0) {
                permissions &= ~Protection.EXECUTE;
            }
        }
        if ((permissions & Protection.EXECUTE) != 0) {
            changed |= AddressSpace.FETCHED;
        }
        if (changed != entry) {
            current.updateEntry(virtual, changed);
        }
        return permissions;
    }
}
