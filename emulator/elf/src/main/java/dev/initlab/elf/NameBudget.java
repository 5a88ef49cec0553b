package dev.initlab.elf;

/**
 * Bounds the text that the names of one table may add up to.
 *
 * <p>Names may share bytes, so a small file can claim the tail of one long string a million times. No
 * toolchain comes near the limit; without it the work would be quadratic in the size of the file.
 */
final class NameBudget {
    private static final long BYTES_PER_FILE_BYTE = 16;
    private static final long FLOOR = 1 << 16;

    private final RawElf raw;
    private final long tableOffset;
    private final long tableSize;
    private long left;

    NameBudget(RawElf raw, Section table) {
        this.raw = raw;
        this.tableOffset = table.offset();
        this.tableSize = table.size();
        this.left = FLOOR + BYTES_PER_FILE_BYTE * raw.size();
    }

    String name(long offset, String what) {
        if (offset == 0) {
            return ""; // gABI 4.4: index 0 is the null string, even in a table without bytes
        }
        String name = raw.string(tableOffset, tableSize, offset, what);
        left -= name.length();
        if (left < 0) {
            throw new ElfException(raw.name(), tableOffset,
                    "names add up to more than " + BYTES_PER_FILE_BYTE + " times the file");
        }
        return name;
    }
}
