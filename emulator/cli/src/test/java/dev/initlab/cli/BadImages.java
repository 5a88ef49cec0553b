package dev.initlab.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

import dev.initlab.elf.ElfFile;
import dev.initlab.elf.Section;
import dev.initlab.elf.SectionType;
import dev.initlab.elf.Segment;

/** The default x86-64 image, spoilt in one place at a time; offsets are those of ELF64 (gABI 4.1 and 5). */
final class BadImages {
    private static final int E_MACHINE = 18;
    private static final int E_PHOFF = 32;
    private static final int PHENTSIZE = 56;
    private static final int P_VADDR = 16;
    private static final int P_PADDR = 24;
    private static final int P_MEMSZ = 40;
    private static final int E_SHOFF = 40;
    private static final int SHENTSIZE = 64;
    private static final int SH_TYPE = 4;
    private static final int SYMENTSIZE = 24;
    private static final int ST_VALUE = 8;
    private static final int EM_RISCV = 243;

    private BadImages() {
    }

    static Path cut(Path directory, int length) {
        return write(directory, Arrays.copyOf(read(good()), length));
    }

    static Path forRiscV(Path directory) {
        return spoil(directory, (elf, bytes) -> bytes.putShort(E_MACHINE, (short) EM_RISCV));
    }

    static Path withoutSymbolTable(Path directory) {
        return spoil(directory, (elf, bytes) -> {
            Section symtab = elf.sections().stream().filter(s -> s.is(SectionType.SYMTAB)).findFirst().orElseThrow();
            bytes.putInt((int) bytes.getLong(E_SHOFF) + symtab.index() * SHENTSIZE + SH_TYPE, 1); // PROGBITS
        });
    }

    static Path withoutInitcallSymbols(Path directory) {
        return spoil(directory, (elf, bytes) -> {
            byte[] image = bytes.array();
            String text = new String(image, StandardCharsets.ISO_8859_1);
            for (String name : new String[] {"__initcall_start", "__initcall_end", "__initcall0_start",
                "__initcall1_start"}) {
                int at = text.indexOf("\0" + name + "\0");
                if (at >= 0) {
                    image[at + 1] = 'x';
                }
            }
        });
    }

    static Path withEntryOutsideText(Path directory) {
        return spoil(directory, (elf, bytes) ->
                bytes.putInt(offset(elf, elf.symbols().byName("__initcall_start").orElseThrow().value()), 0x7000_0000));
    }

    static Path withTableBackToFront(Path directory) {
        return spoil(directory, (elf, bytes) -> {
            long start = elf.symbols().byName("__con_initcall_start").orElseThrow().value();
            bytes.putLong(valueOf(elf, "__con_initcall_end"), start - 8);
        });
    }

    static Path withOverlappingSegments(Path directory) {
        return spoil(directory, (elf, bytes) -> {
            int first = (int) bytes.getLong(E_PHOFF);
            for (int field : new int[] {P_VADDR, P_PADDR}) {
                bytes.putLong(first + PHENTSIZE + field, bytes.getLong(first + field));
            }
        });
    }

    static Path withSegmentsOverlappingInPhysicalMemory(Path directory) {
        return spoil(directory, (elf, bytes) -> {
            int first = (int) bytes.getLong(E_PHOFF);
            bytes.putLong(first + PHENTSIZE + P_PADDR, bytes.getLong(first + P_PADDR));
        });
    }

    static Path withSegmentAtPhysicalZero(Path directory) {
        return spoil(directory, (elf, bytes) -> bytes.putLong((int) bytes.getLong(E_PHOFF) + P_PADDR, 0));
    }

    static Path withSegmentThatWraps(Path directory) {
        return spoil(directory, (elf, bytes) ->
                bytes.putLong((int) bytes.getLong(E_PHOFF) + 4 * PHENTSIZE + P_MEMSZ, Long.MAX_VALUE));
    }

    /** A symbol of another value. */
    static Path withSymbol(Path directory, String name, long value) {
        return spoil(directory, (elf, bytes) -> bytes.putLong(valueOf(elf, name), value));
    }

    /** Writes a text of the image over, wherever it stands with a NUL behind it. */
    static Path withText(Path directory, String old, String text) {
        return spoil(directory, (_, bytes) -> {
            String all = new String(bytes.array(), StandardCharsets.ISO_8859_1);
            for (int at = all.indexOf(old + "\0"); at >= 0; at = all.indexOf(old + "\0", at + 1)) {
                bytes.put(at, text.getBytes(StandardCharsets.ISO_8859_1));
            }
        });
    }

    private static int valueOf(ElfFile elf, String symbol) {
        Section symtab = elf.sections().stream().filter(s -> s.is(SectionType.SYMTAB)).findFirst().orElseThrow();
        return (int) symtab.offset() + elf.symbols().byName(symbol).orElseThrow().index() * SYMENTSIZE + ST_VALUE;
    }

    private interface Spoil {
        void spoil(ElfFile elf, ByteBuffer bytes);
    }

    private static Path spoil(Path directory, Spoil how) {
        byte[] image = read(good());
        how.spoil(ElfFile.parse(MemorySegment.ofArray(image.clone()), "vmlinux"),
                ByteBuffer.wrap(image).order(ByteOrder.LITTLE_ENDIAN));
        return write(directory, image);
    }

    private static int offset(ElfFile elf, long address) {
        Segment segment = elf.segments().stream()
                .filter(s -> address >= s.vaddr() && address < s.vaddr() + s.filesz()).findFirst().orElseThrow();
        return (int) (segment.offset() + address - segment.vaddr());
    }

    static Path good() {
        return CommandRun.image("x86_64", "vmlinux");
    }

    static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path write(Path directory, byte[] bytes) {
        try {
            return Files.write(directory.resolve("bad"), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
