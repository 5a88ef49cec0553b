package dev.initlab.inspect;

import java.util.List;
import java.util.OptionalLong;

/**
 * A kernel image that can be looked into: at rest in its file, or loaded into a guest's memory.
 *
 * <p>Addresses are virtual ones, unsigned; those of a 32-bit image are zero-extended.
 */
public interface ImageView {
    /** How messages call it. */
    String name();

    /** Bytes of a pointer, 4 or 8. */
    int wordSize();

    /** Value of a symbol, a global one if there are several of that name. */
    OptionalLong symbol(String name);

    /** The names of all symbols at exactly an address, the most telling first. */
    List<String> namesAt(long address);

    /** Whether an address lies in code of the image. */
    boolean isText(long address);

    /**
     * A number in the image's byte order.
     *
     * @param size 4 or 8 bytes; 4 are zero-extended
     * @return empty where the image has no bytes
     */
    OptionalLong read(long address, int size);
}
