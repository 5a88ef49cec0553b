package dev.initlab.kernel.fs;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The header of a {@code newc} entry: a magic and thirteen numbers of eight hexadecimal digits.
 *
 * @param nameLength bytes of the name with its NUL
 */
record CpioHeader(boolean checksummed, long inode, int mode, int uid, int gid, long links,
        long modificationTime, long size, long major, long minor, DeviceNumber device, long nameLength,
        long checksum) {
    static final int LENGTH = 110;

    private static final int FIELDS = 13;
    private static final int MAGIC = 6;
    private static final int DIGITS = 8;

    /** Why some bytes are no header, in Linux's words; empty if they may be one. */
    static Optional<String> complaint(byte[] bytes, int at) {
        String magic = new String(bytes, at, MAGIC, StandardCharsets.ISO_8859_1);
        return switch (magic) {
            case "070701", "070702" -> Optional.empty();
            case "070707" -> Optional.of("incorrect cpio method used: use -H newc option");
            default -> Optional.of("no cpio magic");
        };
    }

    static CpioHeader parse(byte[] bytes, int at) {
        long[] f = new long[FIELDS];
        for (int i = 0; i < FIELDS; i++) {
            f[i] = hex(bytes, at + MAGIC + i * DIGITS);
        }
        boolean checksummed = bytes[at + MAGIC - 1] == '2';
        DeviceNumber device = new DeviceNumber((int) f[9] & 0xfff, (int) f[10] & 0xfffff);
        return new CpioHeader(checksummed, f[0], (int) f[1] & 0xffff, (int) f[2], (int) f[3], f[4], f[5],
                f[6], f[7], f[8], device, f[11], f[12]);
    }

    /** As {@code simple_strtoul}: what is no digit ends the number. */
    private static long hex(byte[] bytes, int at) {
        int from = bytes[at] == '0' && (bytes[at + 1] | 0x20) == 'x'
                && Character.digit(bytes[at + 2], 16) >= 0
                ? 2 : 0;
        long value = 0;
        for (int i = from; i < DIGITS; i++) {
            int digit = Character.digit(bytes[at + i], 16);
            if (digit < 0) {
                break;
            }
            value = value << 4 | digit;
        }
        return value;
    }

    boolean isType(int type) {
        return Mode.type(mode) == type;
    }
}
