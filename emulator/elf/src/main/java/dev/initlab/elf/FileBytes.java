package dev.initlab.elf;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The bytes of a file and the one place that checks offsets against its size.
 *
 * <p>Offsets and lengths are unsigned 64-bit values as they come from the file: each is compared with
 * the size before any sum is built.
 */
final class FileBytes {
    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt INT =
            ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG =
            ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final MemorySegment bytes;
    private final String name;
    private final boolean big;
    private final boolean wide;

    FileBytes(MemorySegment bytes, String name, ElfClass elfClass, Endian endian) {
        this.bytes = bytes.asReadOnly();
        this.name = name;
        this.big = endian == Endian.BIG;
        this.wide = elfClass == ElfClass.ELF64;
    }

    MemorySegment all() {
        return bytes;
    }

    String name() {
        return name;
    }

    long size() {
        return bytes.byteSize();
    }

    boolean holds(long offset, long length) {
        long size = size();
        return offset >= 0 && length >= 0 && offset <= size && length <= size - offset;
    }

    void require(long offset, long length, String what) {
        if (!holds(offset, length)) {
            throw new ElfException(name, offset, what + " of " + Long.toUnsignedString(length)
                    + " bytes reaches beyond the end of the file (" + size() + " bytes)");
        }
    }

    MemorySegment slice(long offset, long length, String what) {
        require(offset, length, what);
        return bytes.asSlice(offset, length);
    }

    int u8(long offset) {
        require(offset, 1, "field");
        return bytes.get(ValueLayout.JAVA_BYTE, offset) & 0xff;
    }

    int u16(long offset) {
        require(offset, 2, "field");
        short value = bytes.get(SHORT, offset);
        return (big ? Short.reverseBytes(value) : value) & 0xffff;
    }

    int s32(long offset) {
        require(offset, 4, "field");
        int value = bytes.get(INT, offset);
        return big ? Integer.reverseBytes(value) : value;
    }

    long u32(long offset) {
        return s32(offset) & 0xffffffffL;
    }

    long u64(long offset) {
        require(offset, 8, "field");
        long value = bytes.get(LONG, offset);
        return big ? Long.reverseBytes(value) : value;
    }

    /** An Addr, Off, or Xword: 32 bits unsigned in ELF32. */
    long word(long offset) {
        return wide ? u64(offset) : u32(offset);
    }

    /** Where the NUL is that ends the string at {@code offset}; both bounds lie in the file. */
    long nul(long offset, long end, String what) {
        for (long at = offset; at < end; at++) {
            if (bytes.get(ValueLayout.JAVA_BYTE, at) == 0) {
                return at;
            }
        }
        throw new ElfException(name, offset, what + " has no terminating NUL");
    }

    /**
     * {@code length} bytes at {@code offset}, which lie in the file, as UTF-8.
     *
     * <p>Bytes that are not UTF-8 are taken as ISO-8859-1, so that no two names become one.
     */
    String text(long offset, long length) {
        if (length > Integer.MAX_VALUE - 8) {
            throw new ElfException(name, offset, "string of " + length + " bytes is too long");
        }
        byte[] raw = new byte[(int) length];
        MemorySegment.copy(bytes, ValueLayout.JAVA_BYTE, offset, raw, 0, raw.length);
        String text = new String(raw, StandardCharsets.UTF_8);
        return text.indexOf('\ufffd') < 0 ? text : new String(raw, StandardCharsets.ISO_8859_1);
    }
}
