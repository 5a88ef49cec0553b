package dev.initlab.kernel.init;

import dev.initlab.machine.GuestMemory;

/** How an entry of an initcall table names its function: {@code include/linux/init.h}. */
public enum EntryKind {
    /** A pointer, {@code initcall_t}. */
    ABSOLUTE {
        @Override
        int size(int wordSize) {
            return wordSize;
        }

        @Override
        long target(GuestMemory memory, long entry, int wordSize) {
            return memory.word(entry, wordSize);
        }
    },
    /** A 32-bit distance from the entry, {@code CONFIG_HAVE_ARCH_PREL32_RELOCATIONS}. */
    PREL32 {
        @Override
        int size(int wordSize) {
            return 4;
        }

        @Override
        long target(GuestMemory memory, long entry, int wordSize) {
            return entry + memory.i32(entry);
        }
    };

    /** Bytes of an entry. */
    abstract int size(int wordSize);

    /** The function an entry names: {@code initcall_from_entry()}. */
    abstract long target(GuestMemory memory, long entry, int wordSize);
}
