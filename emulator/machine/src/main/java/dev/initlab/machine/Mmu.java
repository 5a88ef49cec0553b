package dev.initlab.machine;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;

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
 *   <li>A frame is never granted write and execute together, through whatever mappings. One that may be
 *       both is one or the other at a time; the refused access swaps it, outside the engine, and is run
 *       again. An instruction that stores into its own frame gets both while it alone is run.
 * </ul>
 */
public final class Mmu {
    public static final int PAGE_SHIFT = 12;
    public static final long PAGE_SIZE = 1L << PAGE_SHIFT;

    /** Bytes, of any architecture: Intel's manual, volume 2, 2.3.11. */
    private static final int LONGEST_INSTRUCTION = 15;

    private static final int EITHER = Protection.WRITE | Protection.EXECUTE;

    /** An access the last run was refused. */
    record Refusal(Access access, long virtual) {
    }

    private final Engine engine;
    private final Ram ram;
    private final boolean hosted;
    private final long kernelStart;
    private final PageMap kernelPart = new PageMap();
    private final AddressSpace kernelSpace;
    private final FrameUse frames = new FrameUse();
    private final List<WeakReference<AddressSpace>> userSpaces = new ArrayList<>();
    private AddressSpace current;
    private Privilege privilege = Privilege.KERNEL;
    private boolean dropping;
    private boolean flushPending;

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
        AddressSpace space = new AddressSpace(this, kernelPart, new PageMap());
        userSpaces.removeIf(reference -> reference.get() == null);
        userSpaces.add(new WeakReference<>(space));
        return space;
    }

    /** The space the vCPU runs in. */
    public AddressSpace current() {
        return current;
    }

    /** Lets the vCPU run in another space. Not from inside the engine. */
    public void use(AddressSpace space) {
        if (space != current) {
            current = space;
            flushTlbLater();
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
        frames.flushed();
        flushPending = false;
    }

    /** Flushes before the guest runs again: many changes of the map then cost one flush. */
    void flushTlbLater() {
        flushPending = true;
    }

    /** Does what {@link #flushTlbLater} left to be done. */
    void settle() {
        if (flushPending) {
            flushTlb();
        }
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
     * Makes room for the refused access where only the other use of its frame stands in the way.
     *
     * @return whether that was so, and the instruction is to be run again
     */
    boolean swapWriteAndExecute() {
        long entry = current.entryAt(refusedAt);
        if (refusedAccess == Access.READ || !permitted(entry, refusedAccess)) {
            return false;
        }
        boolean translated = frames.isTranslated(entry);
        if (refusedAccess == Access.WRITE ? !translated : translated || !frames.isWritable(entry)) {
            return false;
        }
        dropFrame(current, refusedAt & -PAGE_SIZE, entry);
        flushTlb();
        return true;
    }

    /** Whether the refused access is a store of the instruction at an address into its own frame. */
    boolean wasStoreIntoItself(long pc) {
        long entry = current.entryAt(refusedAt);
        return refusedAccess == Access.WRITE && permitted(entry, Access.WRITE)
                && (isCodeOf(pc, entry) || isCodeOf(pc + LONGEST_INSTRUCTION - 1, entry));
    }

    private boolean isCodeOf(long address, long entry) {
        long code = current.entryAt(address);
        return permitted(code, Access.EXECUTE)
                && AddressSpace.physicalOf(code) == AddressSpace.physicalOf(entry);
    }

    /** Lets the frame of the refused access be written and executed: for one instruction that needs both. */
    void allowBoth() {
        long entry = current.entryAt(refusedAt);
        dropFrame(current, refusedAt & -PAGE_SIZE, entry);
        frames.allowBoth(entry);
        flushTlb();
    }

    /** Takes back what {@link #allowBoth} gave to the frame at an address. */
    void forbidBoth(long address) {
        dropFrame(current, address & -PAGE_SIZE, current.entryAt(address));
        frames.forbidBoth();
        flushTlb();
    }

    /** Drops the code translated from the frame of a page, through whatever mapping it was. */
    void dropFrame(AddressSpace of, long page, long entry) {
        if (frames.isTranslatedOnce(entry)) {
            dropTranslations(of, page, entry);
        }
        if (!frames.isTranslated(entry)) {
            return;
        }
        dropFrame(kernelSpace, kernelSpace.kernelPages(), entry);
        for (WeakReference<AddressSpace> reference : userSpaces) {
            AddressSpace space = reference.get();
            if (space != null) {
                dropFrame(space, space.userPages(), entry);
            }
        }
        while (frames.isTranslated(entry)) { // through a space that is gone
            frames.removeTranslated(entry);
        }
    }

    private void dropFrame(AddressSpace space, long[] pages, long entry) {
        for (long page : pages) {
            long mapped = space.entryAt(page);
            if (AddressSpace.physicalOf(mapped) == AddressSpace.physicalOf(entry)) {
                dropTranslations(space, page, mapped);
            }
        }
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
        frames.removeTranslated(entry);
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

    /** What of its permissions the page gives just now; marks its frame as translated or writable. */
    private int grant(long virtual, long entry, Access access) {
        int permissions = (int) entry & Protection.ACCESS_MASK;
        if (!frames.allowsBoth(entry)) {
            boolean translated = frames.isTranslated(entry);
            if (translated || access == Access.EXECUTE) {
                permissions &= ~Protection.WRITE;
            }
            if (frames.isWritable(entry) && !translated || access == Access.WRITE) {
                permissions &= ~Protection.EXECUTE;
            }
            if ((permissions & EITHER) == EITHER) { // read first: still to be seen which it will be
                permissions &= ~EITHER;
            }
        }
        if ((permissions & Protection.WRITE) != 0) {
            frames.setWritable(entry);
        }
        if ((permissions & Protection.EXECUTE) != 0 && (entry & AddressSpace.FETCHED) == 0) {
            frames.addTranslated(entry);
            current.updateEntry(virtual, entry | AddressSpace.FETCHED);
        }
        return permissions;
    }
}
