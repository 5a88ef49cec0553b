package dev.initlab.inspect;

import java.util.OptionalLong;

/** How an entry of an initcall table names its function: {@code include/linux/init.h}. */
public enum EntryKind {
    /** A pointer, {@code initcall_t}. */
    ABSOLUTE("absolute") {
        @Override
        public int size(int wordSize) {
            return wordSize;
        }

        @Override
        OptionalLong target(ImageView image, long entry) {
            return image.read(entry, image.wordSize());
        }
    },
    /** A 32-bit distance from the entry, {@code CONFIG_HAVE_ARCH_PREL32_RELOCATIONS}. */
    PREL32("PC-relative") {
        @Override
        public int size(int wordSize) {
            return 4;
        }

        @Override
        OptionalLong target(ImageView image, long entry) {
            OptionalLong distance = image.read(entry, 4);
            if (distance.isEmpty()) {
                return distance;
            }
            long target = entry + (int) distance.getAsLong();
            return OptionalLong.of(image.wordSize() == 4 ? target & 0xffff_ffffL : target);
        }
    };

    private final String words;

    EntryKind(String words) {
        this.words = words;
    }

    /** For people: {@code absolute}, {@code PC-relative}. */
    public String words() {
        return words;
    }

    /**
     * Bytes of an entry.
     *
     * @param wordSize bytes of a pointer
     */
    public abstract int size(int wordSize);

    /** The function an entry names, {@code initcall_from_entry()}; empty where the image has no bytes. */
    abstract OptionalLong target(ImageView image, long entry);
}
