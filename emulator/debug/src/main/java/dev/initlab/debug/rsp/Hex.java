package dev.initlab.debug.rsp;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Numbers and bytes in packets. Whatever is no hexadecimal number is an IllegalArgumentException. */
final class Hex {
    private static final HexFormat FORMAT = HexFormat.of();

    private Hex() {
    }

    /** An unsigned number, the highest digit first. */
    static long number(String digits) {
        return Long.parseUnsignedLong(digits, 16);
    }

    /** A length, which no packet could hold if it were larger. */
    static int length(String digits) {
        long value = number(digits);
        if (value < 0 || value > PacketReader.MAX_SIZE) {
            throw new IllegalArgumentException("a length of " + digits);
        }
        return (int) value;
    }

    static byte[] bytes(String digits) {
        return FORMAT.parseHex(digits);
    }

    static String of(byte[] bytes) {
        return FORMAT.formatHex(bytes);
    }

    static String of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    static String text(String digits) {
        return new String(bytes(digits), StandardCharsets.UTF_8);
    }

    static byte[] latin(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
