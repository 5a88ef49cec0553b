package dev.initlab.capstone;

/**
 * A constant of Capstone's headers.
 *
 * <p>The number behind a name changes between versions of the library; the name does not.
 */
public interface Constant {

    /**
     * The number in the headers of version {@code major} (4 or 5), or -1 where that version lacks the name.
     */
    int number(int major);
}
