package dev.initlab.kernel.printk;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Collects formatted bytes up to a limit, and counts those beyond it. */
final class FormatSink {
    private static final char[] HEX = "0123456789abcdef0123456789ABCDEF".toCharArray();

    private final int limit;
    private byte[] bytes = new byte[128];
    private int kept;
    private long length;

    FormatSink(int limit) {
        this.limit = limit;
    }

    void put(int value) {
        if (kept < limit) {
            if (kept == bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.min(limit, 2 * kept));
            }
            bytes[kept++] = (byte) value;
        }
        length++;
    }

    void put(byte[] values, int count) {
        for (int i = 0; i < count; i++) {
            put(values[i]);
        }
    }

    void repeat(char c, int count) {
        int fits = Math.min(count, limit - kept);
        for (int i = 0; i < fits; i++) {
            put(c);
        }
        length += Math.max(0, count - Math.max(0, fits));
    }

    /** Text with the width and precision of its conversion. */
    void text(byte[] text, FormatSpec spec) {
        int count = spec.precision() < 0 ? text.length : Math.min(text.length, spec.precision());
        int padding = spec.width() - count;
        if (!spec.left()) {
            repeat(' ', padding);
        }
        put(text, count);
        if (spec.left()) {
            repeat(' ', padding);
        }
    }

    void text(String text, FormatSpec spec) {
        text(text.getBytes(StandardCharsets.UTF_8), spec);
    }

    /**
     * An integer. It differs from C in four points: a zero has {@code 0x} too, an empty precision
     * never drops a zero, the flag {@code 0} counts beside a precision, and the {@code 0} of an octal
     * number comes on top of the precision ({@code lib/vsprintf.c: number()}).
     */
    void number(long value, int base, boolean signed, boolean upper, FormatSpec spec) {
        boolean zeroPad = spec.zeroPad() && !spec.left();
        boolean prefix = spec.special() && base != 10;
        boolean zero = value == 0;
        int width = spec.width();
        char sign = 0;
        if (signed) {
            if (value < 0) {
                sign = '-';
                value = -value;
            } else if (spec.plus()) {
                sign = '+';
            } else if (spec.space()) {
                sign = ' ';
            }
        }
        byte[] digits = digits(value, base, upper);
        int precision = Math.max(spec.precision(), digits.length);
        width -= precision + (sign == 0 ? 0 : 1);
        if (prefix) {
            width -= base == 16 ? 2 : zero ? 0 : 1;
        }
        if (!zeroPad && !spec.left()) {
            repeat(' ', width);
        }
        if (sign != 0) {
            put(sign);
        }
        if (prefix && (base == 16 || !zero)) {
            put('0');
        }
        if (prefix && base == 16) {
            put(upper ? 'X' : 'x');
        }
        if (zeroPad) {
            repeat('0', width);
        }
        repeat('0', precision - digits.length);
        put(digits, digits.length);
        if (spec.left()) {
            repeat(' ', width);
        }
    }

    private static byte[] digits(long value, int base, boolean upper) {
        byte[] reversed = new byte[22];
        int n = 0;
        long rest = value;
        do {
            int digit = (int) Long.remainderUnsigned(rest, base);
            reversed[n++] = (byte) HEX[upper ? 16 + digit : digit];
            rest = Long.divideUnsigned(rest, base);
        } while (rest != 0);
        byte[] result = new byte[n];
        for (int i = 0; i < n; i++) {
            result[i] = reversed[n - 1 - i];
        }
        return result;
    }

    Vsprintf.Formatted formatted() {
        return new Vsprintf.Formatted(Arrays.copyOf(bytes, kept), length);
    }
}
