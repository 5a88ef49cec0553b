package dev.initlab.machine;

import java.lang.foreign.MemorySegment;

/**
 * Which frames the engine has translated code from, and what was in them when it did.
 *
 * <p>A translation stays for as long as its engine, whoever owns the frame by then: it is right whenever the
 * frame holds the same bytes again. So the bytes are kept, and compared before a frame is executed; only a
 * frame with others has its translations dropped. Within one generation of the TLB a frame is either
 * executed or written, through whatever mappings, because the engine does not notice every store.
 *
 * <p>Where its buffer overflows libunicorn 2.1.1 crashes (its issues 1923 and 2048), so the guest is stopped and all
 * is dropped before that. How much a block takes the engine does not say: it is estimated, high.
 *
 * <p>Used inside the engine as well: nothing here allocates, but for a table that grows.
 */
final class Translations implements AutoCloseable {
    /** Bytes of host code the engine has room for; to flush the default takes seconds, {@code engine.md} 9.14. */
    static final int BUFFER = 32 << 20;

    /** What a block takes for itself, and then an instruction: several times what the usual ones do. */
    private static final int BLOCK = 512;
    private static final int INSTRUCTION = 512;
    /** The engine ends a block there. */
    private static final int LONGEST_BLOCK = 64 << 10;

    private static final long NOTHING = -1;

    private final Ram ram;
    /** Of every frame that was translated from, its bytes of then. */
    private final HostMemory seen;
    private final PageMap translated = new PageMap();
    /** Frame to the generation of the TLB that may execute it. */
    private final PageMap executable = new PageMap();
    /** Frame to the generation of the TLB that may hold a writable entry for it. */
    private final PageMap writable = new PageMap();
    private long generation = 1;
    private long both = NOTHING;
    private long used;

    Translations(Ram ram) {
        this.ram = ram;
        seen = HostMemory.allocate(ram.size());
    }

    /** The TLB is empty. */
    void flushed() {
        generation++;
    }

    /** Whether the TLB may let the guest run the frame. */
    boolean isExecutable(long entry) {
        return executable.get(frame(entry)) == generation;
    }

    /** Whether the TLB may let the guest write the frame. */
    boolean isWritable(long entry) {
        return writable.get(frame(entry)) == generation;
    }

    /** Whether code was translated from other bytes than the frame has now. */
    boolean isStale(long entry) {
        return translated.get(frame(entry)) != 0 && mismatch(entry);
    }

    /** The guest is about to run the frame, which is neither stale nor writable. */
    void setExecutable(long entry) {
        if (translated.get(frame(entry)) == 0 && isMemory(entry)) {
            translated.put(frame(entry), 1);
            MemorySegment.copy(ram.segment(), offset(entry), seen.segment(), offset(entry), Mmu.PAGE_SIZE);
        }
        executable.put(frame(entry), generation);
    }

    /** The guest is about to write the frame, which is not executable. */
    void setWritable(long entry) {
        writable.put(frame(entry), generation);
    }

    /** A block was translated; whether the engine has no room for another. */
    boolean added(int instructions) {
        used += BLOCK + (long) INSTRUCTION * instructions;
        return isFull();
    }

    boolean isFull() {
        return used > BUFFER - LONGEST_BLOCK;
    }

    /** The engine has dropped everything. */
    void clear() {
        used = 0;
        translated.clear();
    }

    /** The engine has dropped what it translated from the frame. */
    void dropped(long entry) {
        translated.remove(frame(entry));
    }

    /** Makes an exception for a frame: for one instruction, which is in it and stores to it. */
    void allowBoth(long entry) {
        both = frame(entry);
    }

    void forbidBoth() {
        both = NOTHING;
    }

    boolean allowsBoth(long entry) {
        return frame(entry) == both;
    }

    @Override
    public void close() {
        seen.close();
    }

    private boolean mismatch(long entry) {
        long at = offset(entry);
        return MemorySegment.mismatch(ram.segment(), at, at + Mmu.PAGE_SIZE, seen.segment(), at, at + Mmu.PAGE_SIZE)
                >= 0;
    }

    private boolean isMemory(long entry) {
        return ram.contains(AddressSpace.physicalOf(entry), Mmu.PAGE_SIZE);
    }

    private long offset(long entry) {
        return AddressSpace.physicalOf(entry) - ram.base();
    }

    private static long frame(long entry) {
        return AddressSpace.physicalOf(entry) >>> Mmu.PAGE_SHIFT;
    }
}
