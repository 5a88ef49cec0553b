package dev.initlab.elf.dwarf;

import java.util.HashMap;
import java.util.Map;

import dev.initlab.elf.ElfException;
import dev.initlab.elf.ElfFile;
import dev.initlab.elf.ElfType;
import dev.initlab.elf.Relocation;
import dev.initlab.elf.Section;
import dev.initlab.elf.SectionType;
import dev.initlab.elf.Symbol;

/**
 * The numbers of a debug section that a linker would fill in.
 *
 * <p>In an object file a place with a relocation means symbol plus addend: all relocations of debug sections
 * are absolute ones.
 */
final class Places {
    private final ElfFile elf;
    private final Section section;
    private final Map<Long, Relocation> relocations = new HashMap<>();

    /**
     * What a place means.
     *
     * @param section index of the section the value is an offset in; 0 when it is an address
     */
    record Place(int section, long value) {
    }

    Places(ElfFile elf, Section section) {
        this.elf = elf;
        this.section = section;
        if (elf.header().is(ElfType.REL)) {
            elf.sections().stream()
                    .filter(s -> s.is(SectionType.REL) || s.is(SectionType.RELA))
                    .filter(s -> s.info() == section.index())
                    .forEach(s -> elf.relocations(s).forEach(r -> relocations.put(r.offset(), r)));
        }
    }

    /** What the number read at an offset of the section means. */
    Place at(long offset, long read) {
        Relocation relocation = relocations.get(offset);
        if (relocation == null) {
            return new Place(0, read);
        }
        Symbol symbol = elf.symbols().symbol(relocation.symbolIndex()).orElseThrow(() -> new ElfException(elf.name(),
                section.offset() + offset, section.name() + ": a relocation without a symbol"));
        return new Place(Math.max(0, symbol.sectionIndex()),
                symbol.value() + (relocation.explicitAddend() ? relocation.addend() : read));
    }
}
