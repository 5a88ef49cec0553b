package dev.initlab.capstone;

/**
 * A group of an architecture without an enum of its own, as the library names it.
 *
 * @param number the number in the headers of the library that was asked
 * @param name the library's name in upper case, or {@code G#number} where it has none
 */
public record NamedGroup(int number, String name) implements Group {

    @Override
    public int number(int major) {
        return number;
    }
}
