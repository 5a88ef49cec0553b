package dev.initlab.elf;

import java.util.ArrayList;
import java.util.List;

/**
 * The NUL-terminated strings of a section (ELF gABI 4.4).
 *
 * <p>Text is UTF-8; a string that is not UTF-8 is taken byte for byte (ISO-8859-1).
 */
public final class StringTable {
    private final RawElf raw;
    private final Section section;

    StringTable(RawElf raw, Section section) {
        this.raw = raw;
        this.section = section;
    }

    /**
     * The string that starts at {@code offset}, in bytes from the start of the section.
     *
     * @throws ElfException if the offset is outside the section or no NUL follows
     */
    public String at(long offset) {
        return raw.string(section.offset(), section.size(), offset, "string");
    }

    /**
     * All strings in order, empty ones included.
     *
     * @throws ElfException if the last one is not terminated
     */
    public List<String> all() {
        List<String> strings = new ArrayList<>();
        long from = section.offset();
        long end = from + section.size();
        while (from < end) {
            long nul = raw.file().nul(from, end, "string");
            strings.add(raw.file().text(from, nul - from));
            from = nul + 1;
        }
        return strings;
    }
}
