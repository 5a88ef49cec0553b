package dev.initlab.machine;

/**
 * Which frames code was translated from, and which the engine's TLB may let the guest write: never both.
 *
 * <p>A frame can be mapped more than once, to be executed here and to be written there, and the engine does
 * not notice a store through another mapping. Used inside the engine as well: nothing here allocates, but
 * for a table that grows.
 */
final class FrameUse {
    private static final long NONE = -1;

    /** Frame to the number of mappings that code was translated through. */
    private final PageMap translated = new PageMap();
    /** Frame to the generation of the TLB that may hold a writable entry for it. */
    private final PageMap writable = new PageMap();
    private long generation = 1;
    private long both = NONE;

    /** The TLB is empty. */
    void flushed() {
        generation++;
    }

    boolean isTranslated(long entry) {
        return translated.get(frame(entry)) != 0;
    }

    /** Whether all of the frame's translations were made through one mapping. */
    boolean isTranslatedOnce(long entry) {
        return translated.get(frame(entry)) == 1;
    }

    void addTranslated(long entry) {
        translated.put(frame(entry), translated.get(frame(entry)) + 1);
    }

    void removeTranslated(long entry) {
        long mappings = translated.get(frame(entry));
        if (mappings > 1) {
            translated.put(frame(entry), mappings - 1);
        } else {
            translated.remove(frame(entry));
        }
    }

    boolean isWritable(long entry) {
        return writable.get(frame(entry)) == generation;
    }

    void setWritable(long entry) {
        writable.put(frame(entry), generation);
    }

    /** Makes an exception for a frame: for one instruction, which is in it and stores to it. */
    void allowBoth(long entry) {
        both = frame(entry);
    }

    void forbidBoth() {
        both = NONE;
    }

    boolean allowsBoth(long entry) {
        return frame(entry) == both;
    }

    private static long frame(long entry) {
        return AddressSpace.physicalOf(entry) >>> Mmu.PAGE_SHIFT;
    }
}
