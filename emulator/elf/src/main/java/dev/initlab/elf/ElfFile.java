package dev.initlab.elf;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * An ELF32 or ELF64 file of either byte order, checked.
 *
 * <p>After {@link #parse} the header, all segments and all sections are known to lie in the file.
 * Symbols, relocations and notes are checked when they are asked for. Whatever is wrong is an
 * {@link ElfException}; work and memory are linear in the size of the file, whatever it claims.
 *
 * <p>Thread-safe. The bytes are read when needed and must not change; a mapped file that is truncated
 * by someone else meanwhile ends in an {@link InternalError}, as with every mapping.
 */
public final class ElfFile {
    private static final int PN_XNUM = 0xffff; // e_phnum: the count stands in sh_info of section 0
    private static final int SHN_XINDEX = 0xffff; // e_shstrndx: the index stands in sh_link of section 0

    private static final int MAX_SHOWN_NAME = 64;

    private final RawElf raw;
    private final ElfHeader header;
    private final List<Section> sections;
    private final List<Segment> segments;
    private final Map<String, Section> byName = new HashMap<>();
    private @Nullable SymbolTable symbols;
    private @Nullable SymbolTable dynamicSymbols;

    private ElfFile(RawElf raw) {
        this.raw = raw;
        this.header = raw.header();
        checkHeader();
        this.sections = List.copyOf(readSections());
        this.segments = List.copyOf(readSegments());
        sections.forEach(section -> byName.putIfAbsent(section.name(), section));
    }

    /**
     * Reads an ELF file from memory.
     *
     * @param bytes the whole file; heap or native; kept, not copied, never written
     * @param name  how messages call it
     * @throws ElfException if it is not a well-formed ELF file
     */
    public static ElfFile parse(MemorySegment bytes, String name) {
        return new ElfFile(RawElf.of(bytes, name));
    }

    /**
     * Maps and reads a file. The mapping lives as long as anything that refers to it.
     *
     * @throws ElfException if it is not a well-formed ELF file
     * @throws IOException  if it cannot be read
     */
    public static ElfFile read(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path)) {
            return parse(channel.map(MapMode.READ_ONLY, 0, channel.size(), Arena.ofAuto()), path.toString());
        }
    }

    /** The name the file was opened under. */
    public String name() {
        return raw.name();
    }

    /** The unchecked view of the same bytes. */
    public RawElf raw() {
        return raw;
    }

    public ElfHeader header() {
        return header;
    }

    /** The program header table, in file order. */
    public List<Segment> segments() {
        return segments;
    }

    /** The bytes of a segment in the file, read-only; {@code filesz} of them. */
    public MemorySegment content(Segment segment) {
        return raw.file().slice(segment.offset(), segment.filesz(), "segment " + segment.index());
    }

    /** The section header table, in file order, the null header at index 0 included. */
    public List<Section> sections() {
        return sections;
    }

    /** The first section of that name. */
    public Optional<Section> section(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** The section a symbol is defined in. */
    public Optional<Section> section(Symbol symbol) {
        return symbol.isInSection() ? Optional.of(sections.get(symbol.sectionIndex())) : Optional.empty();
    }

    /** The bytes of a section, read-only; empty for NOBITS and NULL. */
    public MemorySegment content(Section section) {
        return section.occupiesFile()
                ? raw.file().slice(section.offset(), section.size(), "section " + section.index())
                : raw.file().slice(0, 0, "nothing");
    }

    /** The NUL-terminated strings of a section, of whatever type. */
    public StringTable strings(Section section) {
        return new StringTable(raw, section);
    }

    /** The section that sh_link names; empty for 0 or an index beyond the table. */
    public Optional<Section> linked(Section section) {
        return numbered(section.link());
    }

    /** The section that sh_info of a REL or RELA section names: the one to be relocated. */
    public Optional<Section> target(Section relocations) {
        return numbered(relocations.info());
    }

    /**
     * The symbols of the first SHT_SYMTAB section; empty when the file is stripped.
     *
     * @throws ElfException if the table is malformed
     */
    public synchronized SymbolTable symbols() {
        if (symbols == null) {
            symbols = readSymbols(SectionType.SYMTAB);
        }
        return symbols;
    }

    /**
     * The symbols of the first SHT_DYNSYM section; empty when there is none.
     *
     * @throws ElfException if the table is malformed
     */
    public synchronized SymbolTable dynamicSymbols() {
        if (dynamicSymbols == null) {
            dynamicSymbols = readSymbols(SectionType.DYNSYM);
        }
        return dynamicSymbols;
    }

    /**
     * The entries of a REL or RELA section, in file order, decoded on access.
     *
     * @throws ElfException if the section has another type, is no whole number of entries, or one of them
     *                      names a symbol beyond the linked table
     */
    public List<Relocation> relocations(Section section) {
        if (!section.is(SectionType.REL) && !section.is(SectionType.RELA)) {
            throw fault(section, "is no relocation section");
        }
        if (header.machine() == Machine.MIPS && raw.elfClass() == ElfClass.ELF64) {
            throw fault(section, "has MIPS64 relocations, whose r_info is laid out differently");
        }
        boolean rela = section.is(SectionType.RELA);
        int count = entries(section, rela ? raw.elfClass().relaSize() : raw.elfClass().relSize());
        long symbolCount = linked(section)
                .map(table -> table.size() / raw.elfClass().symbolSize())
                .orElse(1L);
        RelocationList relocations = new RelocationList(raw, section.offset(), rela, count);
        for (int i = 0; i < count; i++) {
            int symbol = relocations.get(i).symbolIndex();
            if (Integer.toUnsignedLong(symbol) >= symbolCount && symbol != 0) {
                throw fault(section, "relocation " + i + " names symbol " + Integer.toUnsignedString(symbol)
                        + ", but there are " + symbolCount);
            }
        }
        return relocations;
    }

    /**
     * The notes of all SHT_NOTE sections and PT_NOTE segments, each once.
     *
     * @throws ElfException if one is malformed
     */
    public List<Note> notes() {
        return new Notes(this).read();
    }

    /** How many entries of that size a table section has. */
    int entries(Section table, int entrySize) {
        if (!table.occupiesFile()) {
            throw fault(table, "has no bytes in the file");
        }
        if (table.entsize() != entrySize) {
            throw fault(table, "sh_entsize is " + Long.toUnsignedString(table.entsize())
                    + ", not " + entrySize);
        }
        if (table.size() % entrySize != 0) {
            throw fault(table, "sh_size " + table.size() + " is no multiple of " + entrySize);
        }
        long count = table.size() / entrySize;
        if (count > Integer.MAX_VALUE - 8) {
            throw fault(table, "has more entries than this reader can hold");
        }
        return (int) count;
    }

    ElfException fault(Section section, String reason) {
        String name = section.name();
        String shown = name.length() <= MAX_SHOWN_NAME ? name : name.substring(0, MAX_SHOWN_NAME) + "...";
        return new ElfException(raw.name(), section.offset(),
                "section " + section.index() + " '" + shown + "' " + reason);
    }

    private ElfException fault(long offset, String reason) {
        return new ElfException(raw.name(), offset, reason);
    }

    private Optional<Section> numbered(long index) {
        return index > 0 && index < sections.size()
                ? Optional.of(sections.get((int) index))
                : Optional.empty();
    }

    private SymbolTable readSymbols(SectionType type) {
        for (Section section : sections) {
            if (section.is(type)) {
                return SymbolTable.read(this, section);
            }
        }
        return SymbolTable.EMPTY;
    }

    private void checkHeader() {
        int identVersion = raw.file().u8(6);
        if (identVersion != 1 || header.version() != 1) {
            throw fault(identVersion != 1 ? 6 : 20, "ELF version is not 1");
        }
        if (header.ehsize() != raw.elfClass().headerSize()) {
            throw fault(0, "e_ehsize is " + header.ehsize() + ", not " + raw.elfClass().headerSize());
        }
    }

    private List<Section> readSections() {
        if (header.shoff() == 0) {
            if (header.shnum() != 0) {
                throw fault(0, "e_shnum is " + header.shnum() + " but there is no section header table");
            }
            return List.of();
        }
        int entry = raw.elfClass().sectionHeaderSize();
        if (header.shentsize() != entry) {
            throw fault(0, "e_shentsize is " + header.shentsize() + ", not " + entry);
        }
        SectionHeader zero = raw.sectionHeader(header, 0);
        if (!zero.is(SectionType.NULL)) {
            throw fault(header.shoff(), "section header 0 is not of type NULL");
        }
        long count = header.shnum() != 0 ? header.shnum() : zero.size();
        if (count == 0) {
            throw fault(header.shoff(), "the section header table has no entries");
        }
        requireTable(header.shoff(), count, entry, "section header table");
        List<SectionHeader> headers = new ArrayList<>((int) count);
        for (int i = 0; i < count; i++) {
            headers.add(checked(raw.sectionHeader(header, i)));
        }
        return named(headers, header.shstrndx() != SHN_XINDEX ? header.shstrndx() : zero.link());
    }

    private SectionHeader checked(SectionHeader section) {
        if (section.occupiesFile()) {
            raw.file().require(section.offset(), section.size(), "section " + section.index());
        }
        if (section.index() != 0 && Long.bitCount(section.addralign()) > 1) {
            throw fault(header.shoff(), "section " + section.index() + ": sh_addralign 0x"
                    + Long.toHexString(section.addralign()) + " is no power of two");
        }
        return section;
    }

    private List<Section> named(List<SectionHeader> headers, long nameTable) {
        if (nameTable >= headers.size()) {
            throw fault(0, "section name table " + nameTable + " of " + headers.size() + " sections");
        }
        List<Section> named = new ArrayList<>(headers.size());
        if (nameTable == 0) {
            headers.forEach(each -> named.add(withName(each, "")));
            return named;
        }
        SectionHeader table = headers.get((int) nameTable);
        if (!table.is(SectionType.STRTAB)) {
            throw fault(table.offset(), "section name table " + nameTable + " is not of type STRTAB");
        }
        NameBudget names = new NameBudget(raw, withName(table, ""));
        headers.forEach(each -> named.add(withName(each, names.name(each.nameOffset(), "section name"))));
        return named;
    }

    private static Section withName(SectionHeader each, String name) {
        return new Section(each.index(), name, each.type(), each.flags(), each.address(), each.offset(),
                each.size(), each.link(), each.info(), each.addralign(), each.entsize());
    }

    private List<Segment> readSegments() {
        if (header.phnum() == 0) {
            return List.of();
        }
        int entry = raw.elfClass().programHeaderSize();
        if (header.phentsize() != entry) {
            throw fault(0, "e_phentsize is " + header.phentsize() + ", not " + entry);
        }
        long count = header.phnum();
        if (count == PN_XNUM && !sections.isEmpty() && sections.getFirst().info() != 0) {
            count = sections.getFirst().info();
        }
        requireTable(header.phoff(), count, entry, "program header table");
        List<Segment> read = new ArrayList<>((int) count);
        for (int i = 0; i < count; i++) {
            read.add(checked(raw.programHeader(header, i)));
        }
        return read;
    }

    private Segment checked(Segment segment) {
        int index = segment.index();
        raw.file().require(segment.offset(), segment.filesz(), "segment " + index);
        if (segment.is(SegmentType.LOAD)) {
            if (Long.compareUnsigned(segment.filesz(), segment.memsz()) > 0) {
                throw fault(header.phoff(), "segment " + index + ": p_filesz is greater than p_memsz");
            }
            long lastByte = segment.vaddr() + segment.memsz() - 1;
            if (segment.memsz() != 0 && Long.compareUnsigned(lastByte, segment.vaddr()) < 0) {
                throw fault(header.phoff(), "segment " + index + " wraps around the address space");
            }
        }
        return segment;
    }

    private void requireTable(long offset, long count, int entry, String what) {
        // count may be a whole 64-bit sh_size: divide instead of multiplying.
        if (count < 0 || count > raw.size() / entry) {
            throw fault(offset, what + " of " + Long.toUnsignedString(count)
                    + " entries reaches beyond the end of the file (" + raw.size() + " bytes)");
        }
        raw.file().require(offset, count * entry, what);
    }
}
