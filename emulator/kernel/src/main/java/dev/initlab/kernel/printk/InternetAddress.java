package dev.initlab.kernel.printk;

import java.util.HexFormat;
import java.util.StringJoiner;

/** The texts of {@code %pI4}, {@code %pi4}, {@code %pI6}, {@code %pi6} and {@code %pI6c}. */
final class InternetAddress {
    private InternetAddress() {
    }

    static String v4(String suffix, byte[] bytes) {
        char order = suffix.length() > 2 ? suffix.charAt(2) : 'n';
        boolean littleEndian = order == 'h' || order == 'l';
        boolean padded = suffix.charAt(0) == 'i';
        StringJoiner text = new StringJoiner(".");
        for (int i = 0; i < 4; i++) {
            String quad = Integer.toString(bytes[littleEndian ? 3 - i : i] & 0xff);
            text.add(padded ? "0".repeat(3 - quad.length()) + quad : quad);
        }
        return text.toString();
    }

    static String v6(String suffix, byte[] bytes) {
        if (suffix.startsWith("I6c")) {
            return compressed(bytes);
        }
        StringJoiner text = new StringJoiner(suffix.charAt(0) == 'I' ? ":" : "");
        for (int i = 0; i < 16; i += 2) {
            text.add(HexFormat.of().formatHex(bytes, i, i + 2));
        }
        return text.toString();
    }

    /** RFC 5952: the first longest run of two or more zero groups becomes {@code ::}. */
    private static String compressed(byte[] bytes) {
        boolean tail4 = mapsV4(bytes);
        int groups = tail4 ? 6 : 8;
        int runStart = -1;
        int runLength = 1;
        for (int i = 0; i < groups; i++) {
            int length = 0;
            while (i + length < groups && group(bytes, i + length) == 0) {
                length++;
            }
            if (length > runLength) {
                runStart = i;
                runLength = length;
            }
        }
        StringBuilder text = new StringBuilder();
        boolean colon = false;
        for (int i = 0; i < groups; i++) {
            if (i == runStart) {
                text.append(colon || i == 0 ? "::" : ":");
                colon = false;
                i += runLength - 1;
                continue;
            }
            text.append(colon ? ":" : "").append(Integer.toHexString(group(bytes, i)));
            colon = true;
        }
        if (tail4) {
            byte[] last = {bytes[12], bytes[13], bytes[14], bytes[15]};
            text.append(colon ? ":" : "").append(v4("I4", last));
        }
        return text.toString();
    }

    /** ::ffff:a.b.c.d, and ISATAP addresses (RFC 5214). */
    private static boolean mapsV4(byte[] bytes) {
        boolean mapped = group(bytes, 5) == 0xffff;
        for (int i = 0; i < 5; i++) {
            mapped &= group(bytes, i) == 0;
        }
        boolean isatap = (group(bytes, 4) | 0x0200) == 0x0200 && group(bytes, 5) == 0x5efe;
        return mapped || isatap;
    }

    private static int group(byte[] bytes, int index) {
        return (bytes[2 * index] & 0xff) << 8 | bytes[2 * index + 1] & 0xff;
    }
}
