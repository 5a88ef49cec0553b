package dev.initlab.kmod;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.initlab.elf.ElfFile;

/**
 * The {@code key=value} strings of a {@code .modinfo} section, in file order.
 *
 * <p>A key may occur many times; of {@code license} or {@code vermagic} the first counts
 * (kernel/module/main.c: get_modinfo()). Strings are separated by any number of NULs and the last one
 * needs none; a string without {@code =} has no key and is left out. Immutable.
 *
 * @param entries all strings that have a key
 */
public record Modinfo(List<Entry> entries) {

    /** The section the strings stand in. */
    public static final String SECTION = ".modinfo";

    /**
     * One string.
     *
     * @param key   up to the first {@code =}
     * @param value all behind it; may contain further ones
     */
    public record Entry(String key, String value) {
    }

    public Modinfo {
        entries = List.copyOf(entries);
    }

    /** The strings of a module; none when it has no such section. */
    public static Modinfo of(ElfFile module) {
        return module.section(SECTION)
                .map(section -> parse(module.content(section)))
                .orElseGet(() -> new Modinfo(List.of()));
    }

    /** The strings in the bytes of a section. Never fails: what is no string is no entry. */
    public static Modinfo parse(MemorySegment bytes) {
        List<Entry> entries = new ArrayList<>();
        long size = bytes.byteSize();
        long from = 0;
        while (from < size) {
            long end = from;
            while (end < size && bytes.get(ValueLayout.JAVA_BYTE, end) != 0) {
                end++;
            }
            String text = text(bytes.asSlice(from, end - from));
            int equals = text.indexOf('=');
            if (equals >= 0) {
                entries.add(new Entry(text.substring(0, equals), text.substring(equals + 1)));
            }
            from = end + 1;
        }
        return new Modinfo(entries);
    }

    /** The first value of a key. */
    public Optional<String> first(String key) {
        return entries.stream().filter(entry -> entry.key().equals(key)).map(Entry::value).findFirst();
    }

    /** All values of a key, in file order. */
    public List<String> all(String key) {
        return entries.stream().filter(entry -> entry.key().equals(key)).map(Entry::value).toList();
    }

    /** Whether the key occurs, with whatever value. */
    public boolean has(String key) {
        return first(key).isPresent();
    }

    private static String text(MemorySegment bytes) {
        byte[] raw = bytes.toArray(ValueLayout.JAVA_BYTE);
        String text = new String(raw, StandardCharsets.UTF_8);
        return text.indexOf('\ufffd') < 0 ? text : new String(raw, StandardCharsets.ISO_8859_1);
    }
}
