package dev.initlab.elf;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Writes ELF files for tests: what is put in must come out of the reader. */
final class ElfBuilder {
    /** A section before it has a place. */
    record Part(String name, int type, long flags, long address, byte[] content, long nobitsSize, long link,
            long info, long addralign, long entsize) {
    }

    private final ElfClass elfClass;
    private final Endian endian;
    private final int type;
    private final int machine;
    private final List<Part> parts = new ArrayList<>();
    private final List<Segment> segments = new ArrayList<>();
    private final Map<Integer, Integer> sectionOfSegment = new HashMap<>();
    private boolean extendedNumbering;

    ElfBuilder(ElfClass elfClass, Endian endian, ElfType type, Machine machine) {
        this.elfClass = elfClass;
        this.endian = endian;
        this.type = type.number();
        this.machine = machine.number();
    }

    /** A small relocatable x86-64 file with a bit of everything. */
    static byte[] sample() {
        ElfBuilder builder = new ElfBuilder(ElfClass.ELF64, Endian.LITTLE, ElfType.REL, Machine.X86_64);
        int text = builder.section(".text", SectionType.PROGBITS, 6, new byte[32], 16);
        builder.section(".data", SectionType.PROGBITS, 3, new byte[8], 8);
        builder.nobits(".bss", 64);
        Symbol source = new Symbol(1, "t.c", 0, 0, SymbolBinding.LOCAL, SymbolType.FILE,
                SymbolVisibility.DEFAULT, Symbol.SHN_ABS);
        Symbol init = new Symbol(2, "init", 4, 12, SymbolBinding.GLOBAL, SymbolType.FUNC,
                SymbolVisibility.HIDDEN, text);
        Symbol printk = new Symbol(3, "printk", 0, 0, SymbolBinding.GLOBAL, SymbolType.NOTYPE,
                SymbolVisibility.DEFAULT, Symbol.SHN_UNDEF);
        int symtab = builder.symbols(List.of(source, init, printk));
        builder.relocations(".rela.text", symtab, text, true, List.of(
                new Relocation(5, 3, 4, -4, true), new Relocation(12, 2, 1, 8, true)));
        byte[] notes = note(Endian.LITTLE, 4, "Linux", 257, new byte[] {1, 2, 3});
        int note = builder.section(".note.Linux", SectionType.NOTE, 2, notes, 4);
        builder.segment(SegmentType.NOTE, 4, note, 0x1000, 0);
        return builder.build();
    }

    /** Number the sections and segments by section header 0, whatever their count. */
    ElfBuilder extendedNumbering() {
        extendedNumbering = true;
        return this;
    }

    int section(String name, SectionType sectionType, long flags, byte[] content, long addralign) {
        return add(new Part(name, sectionType.number(), flags, 0, content, 0, 0, 0, addralign, 0));
    }

    int nobits(String name, long size) {
        return add(new Part(name, SectionType.NOBITS.number(), 3, 0, new byte[0], size, 0, 0, 8, 0));
    }

    int add(Part part) {
        parts.add(part);
        return parts.size(); // section 0 is the null header
    }

    /** A segment over a section of this builder, aligned like it, or over nothing for 0. */
    void segment(SegmentType segmentType, int flags, int section, long address, long extraMemory) {
        sectionOfSegment.put(segments.size(), section);
        segments.add(new Segment(segments.size(), segmentType.number(), flags, 0, address, address + 1, 0,
                extraMemory, section == 0 ? 1 : parts.get(section - 1).addralign()));
    }

    /** Adds .symtab, .strtab and, with extended numbering, .symtab_shndx; the null symbol comes by itself. */
    int symbols(List<Symbol> symbols) {
        ByteArrayOutputStream strings = new ByteArrayOutputStream();
        strings.write(0);
        ByteBuffer table = buffer((symbols.size() + 1) * elfClass.symbolSize());
        ByteBuffer indices = buffer((symbols.size() + 1) * 4);
        table.position(elfClass.symbolSize());
        indices.position(4);
        for (Symbol symbol : symbols) {
            int name = symbol.name().isEmpty() ? 0 : strings.size();
            if (name != 0) {
                strings.writeBytes((symbol.name() + "\0").getBytes(StandardCharsets.UTF_8));
            }
            int info = symbol.binding().number() << 4 | symbol.type().number();
            boolean extended = extendedNumbering && symbol.isInSection();
            short index = extended ? (short) 0xffff : (short) symbol.sectionIndex();
            indices.putInt(extended ? symbol.sectionIndex() : 0);
            table.putInt(name);
            if (elfClass == ElfClass.ELF32) {
                table.putInt((int) symbol.value()).putInt((int) symbol.size());
                table.put((byte) info).put((byte) symbol.visibility().number()).putShort(index);
            } else {
                table.put((byte) info).put((byte) symbol.visibility().number()).putShort(index);
                table.putLong(symbol.value()).putLong(symbol.size());
            }
        }
        int stringTable = section(".strtab", SectionType.STRTAB, 0, strings.toByteArray(), 1);
        int symbolTable = add(new Part(".symtab", SectionType.SYMTAB.number(), 0, 0, table.array(), 0,
                stringTable, 1, 8, elfClass.symbolSize()));
        if (extendedNumbering) {
            add(new Part(".symtab_shndx", SectionType.SYMTAB_SHNDX.number(), 0, 0, indices.array(), 0,
                    symbolTable, 0, 4, 4));
        }
        return symbolTable;
    }

    int relocations(String name, int symbolTable, int target, boolean rela, List<Relocation> relocations) {
        int size = rela ? elfClass.relaSize() : elfClass.relSize();
        ByteBuffer table = buffer(relocations.size() * size);
        for (Relocation relocation : relocations) {
            if (elfClass == ElfClass.ELF32) {
                table.putInt((int) relocation.offset());
                table.putInt(relocation.symbolIndex() << 8 | relocation.type() & 0xff);
                if (rela) {
                    table.putInt((int) relocation.addend());
                }
            } else {
                table.putLong(relocation.offset());
                table.putLong((long) relocation.symbolIndex() << 32 | relocation.type() & 0xffffffffL);
                if (rela) {
                    table.putLong(relocation.addend());
                }
            }
        }
        SectionType sectionType = rela ? SectionType.RELA : SectionType.REL;
        return add(new Part(name, sectionType.number(), SectionFlag.INFO_LINK.mask(), 0, table.array(), 0,
                symbolTable, target, 8, size));
    }

    static byte[] note(Endian endian, int padding, String owner, int type, byte[] desc) {
        byte[] name = (owner + "\0").getBytes(StandardCharsets.UTF_8);
        int descAt = padded(12 + name.length, padding);
        ByteBuffer note = ByteBuffer.allocate(padded(descAt + desc.length, padding)).order(order(endian));
        note.putInt(name.length).putInt(desc.length).putInt(type).put(name).position(descAt).put(desc);
        return note.array();
    }

    byte[] build() {
        ByteArrayOutputStream names = new ByteArrayOutputStream();
        names.write(0);
        List<Part> all = new ArrayList<>(parts);
        List<Integer> nameOffsets = new ArrayList<>();
        all.add(new Part(".shstrtab", SectionType.STRTAB.number(), 0, 0, new byte[0], 0, 0, 0, 1, 0));
        for (Part part : all) {
            nameOffsets.add(part.name().isEmpty() ? 0 : names.size());
            String name = part.name().isEmpty() ? "" : part.name() + "\0";
            names.writeBytes(name.getBytes(StandardCharsets.UTF_8));
        }
        all.set(all.size() - 1,
                new Part(".shstrtab", SectionType.STRTAB.number(), 0, 0, names.toByteArray(), 0, 0, 0, 1, 0));

        int header = elfClass.headerSize();
        int at = header + segments.size() * elfClass.programHeaderSize();
        List<Integer> offsets = new ArrayList<>();
        for (Part part : all) {
            at = padded(at, 8);
            offsets.add(at);
            at += part.content().length;
        }
        int table = padded(at, 8);
        ByteBuffer out = buffer(table + (all.size() + 1) * elfClass.sectionHeaderSize());
        writeHeader(out, header, table, all.size());
        for (Segment segment : segments) {
            int section = sectionOfSegment.get(segment.index());
            int offset = section == 0 ? 0 : offsets.get(section - 1);
            int size = section == 0 ? 0 : all.get(section - 1).content().length;
            writeSegment(out, segment, offset, size);
        }
        for (int i = 0; i < all.size(); i++) {
            out.position(offsets.get(i)).put(all.get(i).content());
        }
        out.position(table);
        writeNullHeader(out, all.size());
        for (int i = 0; i < all.size(); i++) {
            writeSection(out, all.get(i), nameOffsets.get(i), offsets.get(i));
        }
        return out.array();
    }

    private void writeHeader(ByteBuffer out, int header, int table, int nameTable) {
        out.put(new byte[] {0x7f, 'E', 'L', 'F', (byte) elfClass.number(), (byte) endian.number(), 1, 0});
        out.position(16).putShort((short) type).putShort((short) machine).putInt(1);
        word(out, 0x1234);
        word(out, segments.isEmpty() ? 0 : header);
        word(out, table);
        out.putInt(0x5000000).putShort((short) header);
        out.putShort((short) elfClass.programHeaderSize());
        out.putShort(extendedNumbering && !segments.isEmpty() ? (short) 0xffff : (short) segments.size());
        out.putShort((short) elfClass.sectionHeaderSize());
        out.putShort(extendedNumbering ? 0 : (short) (nameTable + 1));
        out.putShort(extendedNumbering ? (short) 0xffff : (short) nameTable);
    }

    private void writeNullHeader(ByteBuffer out, int nameTable) {
        if (extendedNumbering) {
            writeShdr(out, 0, 0, 0, 0, 0, nameTable + 1, nameTable, segments.size(), 0, 0);
        } else {
            writeShdr(out, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
        }
    }

    private void writeSection(ByteBuffer out, Part part, int name, int offset) {
        long size = part.type() == SectionType.NOBITS.number() ? part.nobitsSize() : part.content().length;
        writeShdr(out, name, part.type(), part.flags(), part.address(), offset, size, part.link(),
                part.info(), part.addralign(), part.entsize());
    }

    private void writeShdr(ByteBuffer out, int name, int type, long flags, long address, long offset,
            long size, long link, long info, long addralign, long entsize) {
        out.putInt(name).putInt(type);
        word(out, flags);
        word(out, address);
        word(out, offset);
        word(out, size);
        out.putInt((int) link).putInt((int) info);
        word(out, addralign);
        word(out, entsize);
    }

    private void writeSegment(ByteBuffer out, Segment segment, int offset, int size) {
        out.putInt(segment.type());
        if (elfClass == ElfClass.ELF64) {
            out.putInt(segment.flags());
        }
        word(out, offset);
        word(out, segment.vaddr());
        word(out, segment.paddr());
        word(out, size);
        word(out, size + segment.memsz());
        if (elfClass == ElfClass.ELF32) {
            out.putInt(segment.flags());
        }
        word(out, segment.align());
    }

    private void word(ByteBuffer out, long value) {
        if (elfClass == ElfClass.ELF64) {
            out.putLong(value);
        } else {
            out.putInt((int) value);
        }
    }

    private ByteBuffer buffer(int size) {
        return ByteBuffer.allocate(size).order(order(endian));
    }

    private static ByteOrder order(Endian endian) {
        return endian == Endian.BIG ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    }

    private static int padded(int size, int padding) {
        return (size + padding - 1) & -padding;
    }
}
