package dev.initlab.kernel.printk;

import java.util.OptionalLong;

/** How a plain {@code %p} shows an address ({@code lib/vsprintf.c: ptr_to_id()}). */
@FunctionalInterface
public interface PointerStyle {
    /** As before the hash key is there: {@code (____ptrval____)}. */
    PointerStyle UNREADY = pointer -> OptionalLong.empty();

    /** As with {@code no_hash_pointers} on the command line. */
    PointerStyle RAW = OptionalLong::of;

    /** The number to print for a pointer; empty while it must not be shown at all. */
    OptionalLong shown(long pointer);

    /** A 32-bit id per address, the same for the same key. */
    static PointerStyle hashed(long key) {
        return pointer -> {
            long z = pointer + key * 0x9e3779b97f4a7c15L;
            z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
            z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
            return OptionalLong.of((z ^ (z >>> 31)) & 0xffff_ffffL);
        };
    }
}
