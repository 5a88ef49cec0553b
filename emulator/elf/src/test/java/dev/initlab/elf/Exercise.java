package dev.initlab.elf;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Asks a file for everything it has, as the most curious caller would. */
final class Exercise {
    private static final int RAW_ENTRIES = 4;

    private Exercise() {
    }

    /** Goes on after each ElfException; anything else that is thrown is a bug of the reader. */
    static void everything(byte[] bytes) {
        MemorySegment segment = MemorySegment.ofArray(bytes);
        lenient(segment);
        attempt(() -> {
            ElfFile file = ElfFile.parse(segment, "fuzz");
            attempt(() -> file.symbols().all().forEach(file::section));
            attempt(() -> file.dynamicSymbols().byName("main"));
            attempt(() -> file.notes().forEach(note -> sum(note.desc())));
            file.segments().forEach(each -> sum(file.content(each).asSlice(0, Math.min(64, each.filesz()))));
            int tables = 0;
            for (Section section : file.sections()) {
                file.content(section);
                attempt(() -> file.relocations(section).forEach(
                        relocation -> file.symbols().symbol(relocation.symbolIndex())));
                if (section.is(SectionType.STRTAB) && tables++ < 4) {
                    attempt(() -> file.strings(section).all());
                    attempt(() -> file.strings(section).at(1));
                }
            }
        });
    }

    private static void lenient(MemorySegment segment) {
        for (ElfClass elfClass : ElfClass.values()) {
            for (Endian endian : Endian.values()) {
                RawElf raw = RawElf.as(segment, "fuzz", elfClass, endian);
                raw.hasMagic();
                attempt(raw::header);
                for (int i = 0; i < RAW_ENTRIES; i++) {
                    int index = i;
                    attempt(() -> raw.programHeader(index));
                    attempt(() -> lenient(raw, raw.sectionHeader(index)));
                }
                attempt(() -> raw.sectionHeader(-1));
            }
        }
    }

    private static void lenient(RawElf raw, SectionHeader section) {
        attempt(() -> raw.content(section));
        attempt(() -> raw.symbol(section, 1));
        attempt(() -> raw.symbol(section, -1));
        attempt(() -> raw.relocation(section, 1));
        attempt(() -> raw.string(section, section.nameOffset()));
    }

    private static void attempt(Runnable step) {
        try {
            step.run();
        } catch (ElfException e) {
            if (!e.getMessage().startsWith("fuzz: offset 0x") || e.getMessage().contains("\n")) {
                throw new AssertionError("no one-line message", e);
            }
        }
    }

    private static void sum(MemorySegment bytes) {
        for (long i = 0; i < bytes.byteSize(); i++) {
            bytes.get(ValueLayout.JAVA_BYTE, i);
        }
    }
}
