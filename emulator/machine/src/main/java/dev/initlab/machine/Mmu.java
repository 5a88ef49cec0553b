package dev.initlab.machine;

import java.util.BitSet;

import dev.initlab.unicorn.Engine;
import dev.initlab.unicorn.MemoryAccess;
import dev.initlab.unicorn.TlbResult;

/**
 * Answers the engine's TLB misses out of the current {@link AddressSpace}.
 *
 * <p>A frame is never granted write and execute together, through whatever mappings ({@link Translations}): the
 * engine does not notice every store to code it has translated. One that may be both is one or the other at a
 * time; the refused access swaps it, outside the engine, and is run again. An instruction that stores into its
 * own frame gets both while it alone is run. A frame that is executed again with other bytes in it has its
 * translations dropped first.
 */
public final class Mmu {
    public static final int PAGE_SHIFT = 12;
    public static final long PAGE_SIZE = 1L << PAGE_SHIFT;

    /** Bytes, of any architecture: Intel's manual, volume 2, 2.3.11. */
    private static final int LONGEST_INSTRUCTION = 15;

    /** More than these go back to the host; fewer are written, which takes less than to touch them anew. */
    private static final int MANY_FRAMES = 4096;

    private static final int EITHER = Protection.WRITE | Protection.EXECUTE;
    private static final long NOTHING = -1;

    /** An access the last run was refused. */
    record Refusal(Access access, long virtual) {
    }

    private final Engine engine;
    private final Ram ram;
    private final boolean hosted;
    private final long kernelStart;
    private final PageMap kernelPart = new PageMap();
    private final AddressSpace kernelSpace;
    private final Translations translations;
    private AddressSpace current;
    private final BitSet used = new BitSet();
    private Privilege privilege = Privilege.KERNEL;
    /** The page entry that every address has while translations are dropped. */
    private long dropping = NOTHING;
    private boolean flushPending;
    /** Frame to the accesses that are refused to it, so that they can be looked at. */
    private final PageMap watched = new PageMap();
    private boolean watching = true;

    // Two plain fields instead of a Refusal: the callback must not allocate.
    private boolean refused;
    private boolean refusedByWatch;
    private Access refusedAccess = Access.READ;
    private long refusedAt;

    /** Nothing is mapped but the page at the end of runs, if there is somebody to map pages at all. */
    Mmu(Board board) {
        engine = board.engine();
        ram = board.ram();
        translations = board.translations();
        hosted = board.isHosted();
        kernelStart = hosted ? board.isa().kernelStart() : 0;
        kernelSpace = new AddressSpace(this, kernelPart, new PageMap());
        current = kernelSpace;
        if (hosted) {
            kernelSpace.mapEndPage(board.isa().endOfRun() & -PAGE_SIZE, board.trampolineFrame());
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

    /** A frame got an address. */
    void mapped(long physical) {
        if (ram.contains(physical, PAGE_SIZE)) {
            used.set((int) (physical - ram.base() >> PAGE_SHIFT));
        }
    }

    /** Makes all memory zero again that ever had an address. */
    void clear(HostMemory memory) {
        if (!hosted || used.cardinality() > MANY_FRAMES) {
            memory.clear();
            return;
        }
        for (int from = used.nextSetBit(0); from >= 0; ) {
            int to = used.nextClearBit(from);
            ram.slice(ram.base() + ((long) from << PAGE_SHIFT), (long) (to - from) << PAGE_SHIFT).fill((byte) 0);
            from = used.nextSetBit(to);
        }
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
        translations.flushed();
        flushPending = false;
    }

    /**
     * Makes room for more translations, if there is none.
     *
     * @return whether the last run was stopped for that, before a block just translated
     */
    boolean makeRoom() {
        if (!translations.isFull()) {
            return false;
        }
        engine.flushTranslations();
        translations.clear();
        flushTlb();
        return true;
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
        refusedByWatch = false;
    }

    /**
     * Has the observer of the vCPU told of accesses to a frame ({@link ExecutionObserver#accessed}), whatever mapping
     * they go through. Not from inside the engine.
     *
     * @param physical any address in the frame
     * @param accesses {@link Protection#READ}, {@link Protection#WRITE} or both, beside those watched before
     */
    public void watch(long physical, int accesses) {
        watched.put(physical >>> PAGE_SHIFT, watched.get(physical >>> PAGE_SHIFT) | accesses);
        flushTlbLater();
    }

    /** Ends all that {@link #watch} began. */
    public void unwatch() {
        for (long frame : watched.pages()) {
            watched.remove(frame);
        }
        flushTlbLater();
    }

    boolean isWatched(long physical) {
        return watched.get(physical >>> PAGE_SHIFT) != 0;
    }

    /** Whether watched frames are refused just now. */
    void watching(boolean on) {
        watching = on;
    }

    /** Whether the last run was refused an access only because somebody watches. */
    boolean wasRefusedByWatch() {
        return refusedByWatch;
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
        boolean inTheWay = refusedAccess == Access.WRITE ? translations.isExecutable(entry)
                : translations.isWritable(entry) || translations.isStale(entry);
        if (!inTheWay) {
            return false;
        }
        flushTlb();
        if (refusedAccess == Access.EXECUTE && translations.isStale(entry)) {
            drop(entry);
        }
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
        drop(entry);
        translations.allowBoth(entry);
    }

    /** Takes back what {@link #allowBoth} gave to the frame at an address. */
    void forbidBoth(long address) {
        drop(current.entryAt(address));
        translations.forbidBoth();
    }

    /** Java is about to write a page; not inside the engine if the guest may be running it. */
    void written(long entry) {
        if (translations.isExecutable(entry)) {
            flushTlbLater();
        }
    }

    /**
     * Drops what was translated from a frame, and leaves an empty TLB.
     *
     * <p>The engine wants an address, but drops by the frame behind it ({@code uc_invalidate_tb}): while it does,
     * there is this frame behind all of them.
     */
    private void drop(long entry) {
        dropping = entry;
        try {
            flushTlb();
            engine.removeTranslations(kernelStart, kernelStart + PAGE_SIZE);
        } finally {
            dropping = NOTHING;
            flushTlb();
        }
        translations.dropped(entry);
    }

    /** The engine's TLB misses. */
    boolean fill(long virtual, MemoryAccess engineAccess, TlbResult result) {
        Access access = switch (engineAccess) {
            case WRITE -> Access.WRITE;
            case FETCH -> Access.EXECUTE;
            default -> Access.READ;
        };
        if (dropping != NOTHING) {
            result.physical(physical(dropping, virtual));
            result.permissions(Protection.EXECUTE | Protection.READ);
            return true;
        }
        long entry = current.entryAt(virtual);
        int granted = permitted(entry, access) ? grant(entry, access) : 0;
        if (watching && granted != 0) {
            int hidden = (int) watched.get(AddressSpace.physicalOf(entry) >>> PAGE_SHIFT);
            refusedByWatch |= !refused && (granted & access.needed()) != 0 && (hidden & access.needed()) != 0;
            granted &= ~hidden;
        }
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
        if ((entry & AddressSpace.END_PAGE) != 0) {
            return true;
        }
        boolean userPage = (entry & Protection.USER) != 0;
        // The kernel reads and writes user pages (no SMAP) but never runs them (SMEP).
        return privilege == Privilege.USER ? userPage : !(userPage && access == Access.EXECUTE);
    }

    /** What of its permissions the page gives just now; marks its frame as executable or writable. */
    private int grant(long entry, Access access) {
        int permissions = (int) entry & Protection.ACCESS_MASK;
        if (translations.allowsBoth(entry) || (entry & AddressSpace.END_PAGE) != 0) {
            return permissions;
        }
        return switch (access) {
            case EXECUTE -> execute(entry, permissions);
            case WRITE -> write(entry, permissions);
            case READ -> read(entry, permissions);
        };
    }

    private int execute(long entry, int permissions) {
        if (!translations.isExecutable(entry)) {
            if (translations.isWritable(entry) || translations.isStale(entry)) {
                return 0;
            }
            translations.setExecutable(entry);
        }
        return permissions & ~Protection.WRITE;
    }

    private int write(long entry, int permissions) {
        if (translations.isExecutable(entry)) {
            return 0;
        }
        translations.setWritable(entry);
        return permissions & ~Protection.EXECUTE;
    }

    private int read(long entry, int permissions) {
        if (translations.isExecutable(entry)) {
            return permissions & ~Protection.WRITE;
        }
        if ((permissions & Protection.EXECUTE) != 0 && !translations.isWritable(entry)) {
            return permissions & ~EITHER; // which of both it will be is still to be seen
        }
        return (permissions & Protection.WRITE) != 0 ? write(entry, permissions) : permissions & ~Protection.EXECUTE;
    }
}
