package dev.initlab.elf;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Collects the notes of all SHT_NOTE sections and PT_NOTE segments, each note once (ELF gABI 5.3). */
final class Notes {
    private static final int HEADER = 12; // namesz, descsz, type

    private final ElfFile file;
    private final FileBytes bytes;
    private final Set<Long> seen = new HashSet<>();
    private final List<Note> notes = new ArrayList<>();

    Notes(ElfFile file) {
        this.file = file;
        this.bytes = file.raw().file();
    }

    List<Note> read() {
        // Areas may overlap in a hostile file; what is walked in all stays linear in its size.
        long left = bytes.size();
        for (Section section : file.sections()) {
            if (section.is(SectionType.NOTE)) {
                left = spend(left, section.size(), section.offset());
                walk(section.offset(), section.size(), section.addralign());
            }
        }
        left = bytes.size();
        for (Segment segment : file.segments()) {
            if (segment.is(SegmentType.NOTE)) {
                left = spend(left, segment.filesz(), segment.offset());
                walk(segment.offset(), segment.filesz(), segment.align());
            }
        }
        return List.copyOf(notes);
    }

    private long spend(long left, long size, long offset) {
        if (size > left) {
            throw new ElfException(bytes.name(), offset, "note areas add up to more than the file");
        }
        return left - size;
    }

    private void walk(long start, long size, long align) {
        // 8 is what .note.gnu.property has in ELF64; everything else is padded to 4, whatever it says.
        int padding = align == 8 ? 8 : 4;
        long position = 0;
        while (size - position >= HEADER) {
            long at = start + position;
            long nameSize = bytes.u32(at);
            long descSize = bytes.u32(at + 4);
            long desc = padded(HEADER + nameSize, padding);
            if (desc + descSize > size - position) {
                throw new ElfException(bytes.name(), at, "note reaches beyond its section or segment");
            }
            if (seen.add(at)) {
                notes.add(new Note(owner(at + HEADER, nameSize), bytes.s32(at + 8), at,
                        bytes.slice(at + desc, descSize, "note")));
            }
            position += Math.min(padded(desc + descSize, padding), size - position);
        }
    }

    private String owner(long offset, long size) {
        String name = bytes.text(offset, size);
        int nul = name.indexOf('\0');
        return nul < 0 ? name : name.substring(0, nul);
    }

    private static long padded(long size, int padding) {
        return (size + padding - 1) & -padding;
    }
}
