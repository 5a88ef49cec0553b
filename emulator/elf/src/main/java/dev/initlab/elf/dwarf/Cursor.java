package dev.initlab.elf.dwarf;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

import dev.initlab.elf.ElfException;
import dev.initlab.elf.ElfFile;
import dev.initlab.elf.Endian;
import dev.initlab.elf.Section;

/**
 * Reads a section from front to back, never beyond the end that was set.
 *
 * <p>Offsets are relative to the section; messages name offsets of the file.
 */
final class Cursor {
    private static final int LEB_BITS = 7;

    private final ElfFile elf;
    private final Section section;
    private final MemorySegment bytes;
    private final ByteOrder order;
    private long at;
    private long end;

    Cursor(ElfFile elf, Section section) {
        this.elf = elf;
        this.section = section;
        bytes = elf.content(section);
        order = elf.header().endian() == Endian.BIG ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        end = bytes.byteSize();
    }

    long at() {
        return at;
    }

    long end() {
        return end;
    }

    long remaining() {
        return end - at;
    }

    /** Goes to an offset and sets a new end for what is read from there. */
    void window(long from, long to) {
        if (from < 0 || from > to || to > bytes.byteSize()) {
            throw fault("offsets 0x%x to 0x%x do not lie in the section".formatted(from, to));
        }
        at = from;
        end = to;
    }

    int u8() {
        return Byte.toUnsignedInt(bytes.get(ValueLayout.JAVA_BYTE, take(1)));
    }

    int s8() {
        return bytes.get(ValueLayout.JAVA_BYTE, take(1));
    }

    int u16() {
        return Short.toUnsignedInt(bytes.get(ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(order), take(Short.BYTES)));
    }

    long u32() {
        return Integer.toUnsignedLong(bytes.get(ValueLayout.JAVA_INT_UNALIGNED.withOrder(order),
                take(Integer.BYTES)));
    }

    long u64() {
        return bytes.get(ValueLayout.JAVA_LONG_UNALIGNED.withOrder(order), take(Long.BYTES));
    }

    /** An unsigned number of 1, 2, 4 or 8 bytes. */
    long unsigned(long size) {
        return switch ((int) size) {
            case 1 -> u8();
            case 2 -> u16();
            case 4 -> u32();
            case 8 -> u64();
            default -> throw fault("a number of " + size + " bytes");
        };
    }

    /** Bits beyond the 64th are dropped, as readers of DWARF do. */
    long uleb() {
        long value = 0;
        for (int shift = 0;; shift += LEB_BITS) {
            int each = u8();
            value |= shift < Long.SIZE ? (each & 0x7fL) << shift : 0;
            if (each < 0x80) {
                return value;
            }
        }
    }

    long sleb() {
        long value = 0;
        for (int shift = 0;; shift += LEB_BITS) {
            int each = u8();
            value |= shift < Long.SIZE ? (each & 0x7fL) << shift : 0;
            if (each < 0x80) {
                int top = shift + LEB_BITS;
                return (each & 0x40) != 0 && top < Long.SIZE ? value | -1L << top : value;
            }
        }
    }

    void skip(long length) {
        if (length < 0) {
            throw fault("a length of " + Long.toUnsignedString(length));
        }
        take(length);
    }

    /** Goes behind the NUL of a string and says where it began. */
    long skipString() {
        long start = at;
        while (u8() != 0) {
            // until the NUL
        }
        return start;
    }

    /** The NUL-terminated string at an offset of the section; the place to go on stays. */
    String string(long offset) {
        if (offset < 0 || offset >= bytes.byteSize()) {
            throw fault("a string at 0x%x, but the section has 0x%x bytes".formatted(offset, bytes.byteSize()));
        }
        long nul = offset;
        while (nul < bytes.byteSize() && bytes.get(ValueLayout.JAVA_BYTE, nul) != 0) {
            nul++;
        }
        if (nul == bytes.byteSize()) {
            throw fault("the string at 0x%x has no end".formatted(offset));
        }
        return new String(bytes.asSlice(offset, nul - offset).toArray(ValueLayout.JAVA_BYTE),
                StandardCharsets.UTF_8);
    }

    /** What is wrong here. */
    ElfException fault(String reason) {
        return new ElfException(elf.name(), section.offset() + at, section.name() + ": " + reason);
    }

    private long take(long length) {
        if (length > end - at) {
            throw fault("%d bytes are wanted where %d are left".formatted(length, end - at));
        }
        long start = at;
        at += length;
        return start;
    }
}
