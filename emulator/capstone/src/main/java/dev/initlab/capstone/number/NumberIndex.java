package dev.initlab.capstone.number;

import java.util.Arrays;

import dev.initlab.capstone.Constant;

/**
 * Finds the constant of a number, for each version of the headers.
 *
 * <p>Immutable and free to share. Where two constants have one number in a version, the first wins.
 */
public final class NumberIndex<E extends Enum<E> & Constant> {
    private final E[] version4;
    private final E[] version5;
    private final E unknown;

    /** An index over {@code constants}; {@code unknown} is the answer for every number not among them. */
    public NumberIndex(E[] constants, E unknown) {
        this.unknown = unknown;
        this.version4 = byNumber(constants, 4);
        this.version5 = byNumber(constants, 5);
    }

    /** The constant with {@code number} in the headers of version {@code major}. */
    public E of(int major, int number) {
        E[] table = major == 4 ? version4 : version5;
        return number >= 0 && number < table.length ? table[number] : unknown;
    }

    private E[] byNumber(E[] constants, int major) {
        int max = -1;
        for (E constant : constants) {
            max = Math.max(max, constant.number(major));
        }
        E[] table = Arrays.copyOf(constants, max + 1);
        Arrays.fill(table, unknown);
        for (int i = constants.length - 1; i >= 0; i--) {
            int number = constants[i].number(major);
            if (number >= 0) {
                table[number] = constants[i];
            }
        }
        return table;
    }
}
