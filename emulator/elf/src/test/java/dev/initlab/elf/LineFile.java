package dev.initlab.elf;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;

/** Object files whose {@code .debug_line} is what a test says. */
public final class LineFile {
    private static final byte[] STRINGS = "dir\0main.c\0".getBytes(StandardCharsets.UTF_8);

    private LineFile() {
    }

    /** With 64 bytes of code and a {@code .debug_line_str} of {@code dir} at 0 and {@code main.c} at 4. */
    public static ElfFile of(byte[] lines) {
        return ElfFile.parse(MemorySegment.ofArray(bytes(lines, 0)), "lines");
    }

    /** The same with flags for {@code .debug_line}. */
    public static byte[] bytes(byte[] lines, long flags) {
        ElfBuilder builder = new ElfBuilder(ElfClass.ELF64, Endian.LITTLE, ElfType.EXEC, Machine.X86_64);
        builder.section(".text", SectionType.PROGBITS, 6, new byte[64], 16); // at address 0
        builder.section(".debug_line", SectionType.PROGBITS, flags, lines, 1);
        builder.section(".debug_line_str", SectionType.PROGBITS, 0x30, STRINGS, 1);
        return builder.build();
    }
}
