package dev.initlab.kernel.boot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import dev.initlab.elf.ElfClass;
import dev.initlab.elf.ElfFile;
import dev.initlab.elf.Section;
import dev.initlab.elf.SectionFlag;
import dev.initlab.elf.SectionType;
import dev.initlab.elf.Segment;
import dev.initlab.elf.SegmentType;
import dev.initlab.elf.Symbol;
import dev.initlab.elf.SymbolType;

import static org.assertj.core.api.Assertions.assertThat;

/** An ELF file in memory, some of whose bytes are changed; the file it came from is not. */
final class ImagePatch {
    private static final SymbolFields FIELDS64 = new SymbolFields(24, 6, 8);
    private static final SymbolFields FIELDS32 = new SymbolFields(16, 14, 4);

    private final ElfFile elf;
    private final ByteBuffer bytes;
    private final SymbolFields fields;

    /** Where an entry of a symbol table has what; the name comes first. */
    private record SymbolFields(int size, int section, int value) {
    }

    private ImagePatch(byte[] content, String name) {
        bytes = ByteBuffer.wrap(content.clone()).order(ByteOrder.LITTLE_ENDIAN);
        elf = ElfFile.parse(MemorySegment.ofArray(content.clone()), name);
        fields = is64() ? FIELDS64 : FIELDS32;
    }

    static ImagePatch of(Path file) {
        try {
            return new ImagePatch(Files.readAllBytes(file), file.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    byte[] bytes() {
        return bytes.array().clone();
    }

    Path write(Path file) {
        try {
            return Files.write(file, bytes.array());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Value of a symbol. */
    long symbol(String name) {
        return find(name).value();
    }

    /** Name of a symbol that the rest of the test can do without; a compiler's counter ends it. */
    String nameLike(String prefix) {
        return elf.symbols().all().stream().map(Symbol::name).filter(n -> n.startsWith(prefix)).findFirst()
                .orElseThrow(() -> new AssertionError("no symbol like " + prefix));
    }

    /** Moves a symbol. */
    ImagePatch symbol(String name, long value) {
        int at = symbolAt(name) + fields.value();
        if (is64()) {
            bytes.putLong(at, value);
        } else {
            bytes.putInt(at, (int) value);
        }
        return this;
    }

    /** Puts a symbol into a section of this index. */
    ImagePatch section(String symbol, int index) {
        bytes.putShort(symbolAt(symbol) + fields.section(), (short) index);
        return this;
    }

    /** Makes a section of the file, which is given up, zeroed memory of so many bytes. */
    ImagePatch zeroes(String section, long size) {
        int header = (int) (elf.header().shoff()
                + (long) elf.section(section).orElseThrow().index() * elf.header().shentsize());
        bytes.putInt(header + 4, SectionType.NOBITS.number());
        if (is64()) {
            bytes.putLong(header + 8, SectionFlag.ALLOC.mask() | SectionFlag.WRITE.mask()).putLong(header + 32, size);
        } else {
            bytes.putInt(header + 8, (int) (SectionFlag.ALLOC.mask() | SectionFlag.WRITE.mask()))
                    .putInt(header + 20, (int) size);
        }
        return this;
    }

    /** Gives the first relocation of a section another type, of 32 bits one from 0 to 255. */
    ImagePatch relocationType(String section, int type) {
        int info = (int) relocations(section).offset() + (is64() ? 8 : 4);
        bytes.putInt(info, is64() ? type : bytes.getInt(info) & ~0xff | type); // in ELF64 the symbol stands above
        return this;
    }

    /** Gives the first relocation of a section of an ELF64 file another addend. */
    ImagePatch relocationAddend(String section, long addend) {
        bytes.putLong((int) relocations(section).offset() + 16, addend);
        return this;
    }

    private Section relocations(String section) {
        return elf.sections().stream().filter(s -> s.name().matches("\\.rela?" + section)).findFirst()
                .orElseThrow(() -> new AssertionError("no relocations of " + section));
    }

    /** Gives a symbol a name that is written over that of another one, which must be long enough. */
    ImagePatch rename(String symbol, String name, String nameGivenUp) {
        Section strings = elf.linked(symtab()).orElseThrow();
        int given = bytes.getInt(symbolAt(nameGivenUp));
        assertThat(name.length()).isLessThanOrEqualTo(nameGivenUp.length());
        put((int) strings.offset() + given, (name + "\0").getBytes(StandardCharsets.ISO_8859_1));
        bytes.putInt(symbolAt(symbol), given);
        return this;
    }

    /** Replaces bytes that occur once by as many others. */
    ImagePatch replace(byte[] old, byte[] replacement) {
        assertThat(replacement).hasSameSizeAs(old);
        int at = indexOf(bytes.array(), old, 0);
        assertThat(at).as("bytes to replace").isNotNegative();
        assertThat(indexOf(bytes.array(), old, at + 1)).as("the bytes to replace once more").isNegative();
        put(at, replacement);
        return this;
    }

    /** Makes an entry of the initcall tables name a function. */
    ImagePatch entry(long address, long function) {
        format().put(bytes, offset(address), address, function);
        return this;
    }

    /** Address of the entry that names a function. */
    long entryOf(String function) {
        long wanted = symbol(function);
        TableEntry format = format();
        for (long at = symbol("__initcall_start"); at < symbol("__initcall_end"); at += format.size()) {
            if (format.function(bytes, offset(at), at) == wanted) {
                return at;
            }
        }
        throw new AssertionError("no initcall entry names " + function);
    }

    private TableEntry format() {
        long start = symbol("__initcall_start");
        return TableEntry.of(bytes, offset(start), start, address -> elf.symbols().all().stream()
                .anyMatch(s -> s.type() == SymbolType.FUNC && s.value() == address));
    }

    private boolean is64() {
        return elf.header().elfClass() == ElfClass.ELF64;
    }

    /** Offset of a symbol's entry in the symbol table. */
    private int symbolAt(String name) {
        return (int) symtab().offset() + find(name).index() * fields.size();
    }

    private int offset(long address) {
        for (Segment segment : elf.segments()) {
            if (segment.is(SegmentType.LOAD) && address >= segment.vaddr()
                    && address < segment.vaddr() + segment.filesz()) {
                return (int) (segment.offset() + address - segment.vaddr());
            }
        }
        throw new AssertionError("0x%x is not in the file".formatted(address));
    }

    private Symbol find(String name) {
        return elf.symbols().byName(name).orElseThrow(() -> new AssertionError("no symbol " + name));
    }

    private Section symtab() {
        return elf.sections().stream().filter(s -> s.is(SectionType.SYMTAB)).findFirst().orElseThrow();
    }

    private void put(int at, byte[] what) {
        System.arraycopy(what, 0, bytes.array(), at, what.length);
    }

    /** Where bytes occur, from a position on; -1 if they do not. */
    static int indexOf(byte[] bytes, byte[] wanted, int from) {
        for (int at = from; at <= bytes.length - wanted.length; at++) {
            int same = 0;
            while (same < wanted.length && bytes[at + same] == wanted[same]) {
                same++;
            }
            if (same == wanted.length) {
                return at;
            }
        }
        return -1;
    }
}
