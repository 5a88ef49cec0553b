package dev.initlab.elf;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * The tables of an ELF file as they are, bounds-safe and otherwise unchecked.
 *
 * <p>For those who must make checks of their own, in their own order, on broken files: Linux's module
 * loader looks neither at EI_CLASS nor at e_ehsize and says {@code Invalid ELF section header overflow}
 * about other things. Each access either returns what the bytes say or throws {@link ElfException};
 * none allocates by a claimed size. {@link ElfFile} is the checked reader over this one.
 *
 * <p>Immutable and thread-safe as long as the bytes do not change. All offsets and sizes that go in and
 * come out are unsigned.
 */
public final class RawElf {
    private static final int EI_NIDENT = 16;

    private final FileBytes file;
    private final ElfClass elfClass;
    private final Endian endian;

    private RawElf(MemorySegment bytes, String name, ElfClass elfClass, Endian endian) {
        this.file = new FileBytes(bytes, name, elfClass, endian);
        this.elfClass = elfClass;
        this.endian = endian;
    }

    /**
     * Reads with the class and byte order that {@code e_ident} names.
     *
     * @throws ElfException if the magic, EI_CLASS or EI_DATA is missing or wrong
     */
    public static RawElf of(MemorySegment bytes, String name) {
        if (bytes.byteSize() < EI_NIDENT) {
            throw new ElfException(name, 0, "not an ELF file: only " + bytes.byteSize() + " bytes");
        }
        if (!magic(bytes)) {
            throw new ElfException(name, 0, "not an ELF file: the magic is not \\x7fELF");
        }
        int classNumber = bytes.get(ValueLayout.JAVA_BYTE, 4) & 0xff;
        int dataNumber = bytes.get(ValueLayout.JAVA_BYTE, 5) & 0xff;
        ElfClass elfClass = ElfClass.of(classNumber)
                .orElseThrow(() -> new ElfException(name, 4, "EI_CLASS is " + classNumber + ", not 1 or 2"));
        Endian endian = Endian.of(dataNumber)
                .orElseThrow(() -> new ElfException(name, 5, "EI_DATA is " + dataNumber + ", not 1 or 2"));
        return new RawElf(bytes, name, elfClass, endian);
    }

    /** Reads with the given class and byte order, whatever {@code e_ident} says; never throws. */
    public static RawElf as(MemorySegment bytes, String name, ElfClass elfClass, Endian endian) {
        return new RawElf(bytes, name, elfClass, endian);
    }

    public String name() {
        return file.name();
    }

    public ElfClass elfClass() {
        return elfClass;
    }

    public Endian endian() {
        return endian;
    }

    /** The whole file, read-only. */
    public MemorySegment bytes() {
        return file.all();
    }

    /** Length of the file in bytes. */
    public long size() {
        return file.size();
    }

    /** Whether {@code length} bytes at {@code offset} lie in the file; both unsigned, no overflow. */
    public boolean holds(long offset, long length) {
        return file.holds(offset, length);
    }

    /** Whether the file starts with {@code \x7fELF}. */
    public boolean hasMagic() {
        return file.holds(0, 4) && magic(file.all());
    }

    /**
     * The ELF header.
     *
     * @throws ElfException if the file is shorter than one
     */
    public ElfHeader header() {
        file.require(0, elfClass.headerSize(), "ELF header");
        int word = elfClass.addressSize();
        int tail = 24 + 3 * word; // behind e_entry, e_phoff and e_shoff
        int machine = file.u16(18);
        return new ElfHeader(elfClass, endian, file.u8(7), file.u8(8),
                file.u16(16), Machine.of(machine), machine, file.s32(20), file.word(24), file.word(24 + word),
                file.word(24 + 2L * word), file.s32(tail), file.u16(tail + 4), file.u16(tail + 6),
                file.u16(tail + 8), file.u16(tail + 10), file.u16(tail + 12), file.u16(tail + 14));
    }

    /**
     * Header {@code index} of the section header table at e_shoff, in steps of {@code sizeof(Shdr)}.
     *
     * @throws ElfException if it does not lie in the file
     */
    public SectionHeader sectionHeader(int index) {
        return sectionHeader(header(), index);
    }

    SectionHeader sectionHeader(ElfHeader header, int index) {
        long at = entry(header.shoff(), index, elfClass.sectionHeaderSize(), "section header", index);
        int word = elfClass.addressSize();
        long tail = at + 8 + 4L * word; // behind sh_flags, sh_addr, sh_offset and sh_size
        return new SectionHeader(index, file.u32(at), file.s32(at + 4), file.word(at + 8),
                file.word(at + 8 + word), file.word(at + 8 + 2L * word), file.word(at + 8 + 3L * word),
                file.u32(tail), file.u32(tail + 4), file.word(tail + 8), file.word(tail + 8 + word));
    }

    /**
     * Header {@code index} of the program header table at e_phoff, in steps of {@code sizeof(Phdr)}.
     *
     * @throws ElfException if it does not lie in the file
     */
    public Segment programHeader(int index) {
        return programHeader(header(), index);
    }

    Segment programHeader(ElfHeader header, int index) {
        long at = entry(header.phoff(), index, elfClass.programHeaderSize(), "program header", index);
        return switch (elfClass) {
            case ELF32 -> new Segment(index, file.s32(at), file.s32(at + 24),
                    file.u32(at + 4), file.u32(at + 8), file.u32(at + 12),
                    file.u32(at + 16), file.u32(at + 20), file.u32(at + 28));
            case ELF64 -> new Segment(index, file.s32(at), file.s32(at + 4),
                    file.u64(at + 8), file.u64(at + 16), file.u64(at + 24),
                    file.u64(at + 32), file.u64(at + 40), file.u64(at + 48));
        };
    }

    /**
     * Symbol {@code index} of the table at {@code sh_offset}; sh_size and sh_entsize are not looked at.
     *
     * @throws ElfException if it does not lie in the file
     */
    public SymbolEntry symbol(SectionHeader table, int index) {
        return symbol(table.offset(), index);
    }

    SymbolEntry symbol(long tableOffset, int index) {
        long at = entry(tableOffset, index, elfClass.symbolSize(), "symbol", index);
        return switch (elfClass) {
            case ELF32 -> new SymbolEntry(index, file.u32(at), file.u32(at + 4), file.u32(at + 8),
                    file.u8(at + 12), file.u8(at + 13), file.u16(at + 14));
            case ELF64 -> new SymbolEntry(index, file.u32(at), file.u64(at + 8), file.u64(at + 16),
                    file.u8(at + 4), file.u8(at + 5), file.u16(at + 6));
        };
    }

    /**
     * Entry {@code index} of the REL or RELA section at {@code sh_offset}; sh_size and sh_entsize are not
     * looked at. Anything that is not of type RELA is read as REL.
     *
     * @throws ElfException if it does not lie in the file
     */
    public Relocation relocation(SectionHeader section, int index) {
        return relocation(section.offset(), section.is(SectionType.RELA), index);
    }

    Relocation relocation(long tableOffset, boolean rela, int index) {
        int size = rela ? elfClass.relaSize() : elfClass.relSize();
        long at = entry(tableOffset, index, size, "relocation", index);
        if (elfClass == ElfClass.ELF32) {
            int info = file.s32(at + 4);
            return new Relocation(file.u32(at), info >>> 8, info & 0xff, rela ? file.s32(at + 8) : 0, rela);
        }
        long info = file.u64(at + 8);
        long addend = rela ? file.u64(at + 16) : 0;
        return new Relocation(file.u64(at), (int) (info >>> 32), (int) info, addend, rela);
    }

    /**
     * The string at {@code offset} in a string table, of which neither type nor end is checked first.
     *
     * @throws ElfException if it starts outside the table, the table leaves the file, or no NUL follows
     */
    public String string(SectionHeader table, long offset) {
        file.require(table.offset(), table.size(), "string table");
        return string(table.offset(), table.size(), offset, "string");
    }

    String string(long tableOffset, long tableSize, long offset, String what) {
        if (Long.compareUnsigned(offset, tableSize) >= 0) {
            throw new ElfException(file.name(), tableOffset, what + " at " + Long.toUnsignedString(offset)
                    + " lies outside its string table of " + tableSize + " bytes");
        }
        long from = tableOffset + offset;
        return file.text(from, file.nul(from, tableOffset + tableSize, what) - from);
    }

    /**
     * The bytes a section header claims, read-only; empty for NOBITS and NULL.
     *
     * @throws ElfException if they do not lie in the file
     */
    public MemorySegment content(SectionHeader section) {
        return section.occupiesFile()
                ? file.slice(section.offset(), section.size(), "section " + section.index())
                : file.slice(0, 0, "nothing");
    }

    /**
     * {@code length} bytes at {@code offset}, read-only.
     *
     * @throws ElfException if they do not lie in the file
     */
    public MemorySegment slice(long offset, long length) {
        return file.slice(offset, length, "range");
    }

    FileBytes file() {
        return file;
    }

    private long entry(long table, int index, int size, String what, int number) {
        long distance = Integer.toUnsignedLong(index) * size;
        if (!file.holds(table, distance) || !file.holds(table + distance, size)) {
            throw new ElfException(file.name(), table, what + " " + Integer.toUnsignedString(number)
                    + " lies beyond the end of the file (" + file.size() + " bytes)");
        }
        return table + distance;
    }

    private static boolean magic(MemorySegment bytes) {
        return bytes.get(ValueLayout.JAVA_BYTE, 0) == 0x7f && bytes.get(ValueLayout.JAVA_BYTE, 1) == 'E'
                && bytes.get(ValueLayout.JAVA_BYTE, 2) == 'L' && bytes.get(ValueLayout.JAVA_BYTE, 3) == 'F';
    }
}
