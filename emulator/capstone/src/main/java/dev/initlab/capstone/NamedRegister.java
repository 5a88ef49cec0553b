package dev.initlab.capstone;

/**
 * A register of an architecture without an enum of its own, as the library names it.
 *
 * @param number the number in the headers of the library that was asked
 * @param name the library's name in upper case, or {@code R#number} where it has none
 */
public record NamedRegister(int number, String name) implements Register {

    @Override
    public int number(int major) {
        return number;
    }
}
