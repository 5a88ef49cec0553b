package dev.initlab.kernel.printk;

/**
 * One conversion of a format: flags, width, precision and what follows.
 *
 * @param width -1 if not given
 * @param precision -1 if not given
 */
record FormatSpec(boolean left, boolean plus, boolean space, boolean special, boolean zeroPad, int width,
        int precision, Length length, char conversion) {
    /** The largest width ({@code lib/vsprintf.c: FIELD_WIDTH_MAX}). */
    static final int WIDTH_MAX = (1 << 23) - 1;
    /** The largest precision ({@code lib/vsprintf.c: PRECISION_MAX}). */
    static final int PRECISION_MAX = (1 << 15) - 1;

    static final FormatSpec PLAIN =
            new FormatSpec(false, false, false, false, false, -1, -1, Length.INT, 's');

    /** The length modifier. */
    enum Length {
        CHAR, SHORT, INT, LONG, LONG_LONG, SIZE, PTRDIFF
    }

    FormatSpec withWidth(int newWidth) {
        return new FormatSpec(left, plus, space, special, zeroPad, newWidth, precision, length, conversion);
    }

    FormatSpec withPrecision(int newPrecision) {
        return new FormatSpec(left, plus, space, special, zeroPad, width, newPrecision, length, conversion);
    }

    FormatSpec withZeroPad() {
        return new FormatSpec(left, plus, space, special, true, width, precision, length, conversion);
    }

    /** A number of a fixed number of digits with {@code 0x} before it. */
    static FormatSpec specialHex(int bytes) {
        return new FormatSpec(false, false, false, true, true, 2 + 2 * bytes, -1, Length.LONG_LONG, 'x');
    }
}
