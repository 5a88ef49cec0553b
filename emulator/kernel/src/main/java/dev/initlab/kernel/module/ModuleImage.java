package dev.initlab.kernel.module;

import java.util.List;
import java.util.Optional;

import dev.initlab.elf.ElfFile;
import dev.initlab.elf.Relocation;
import dev.initlab.elf.Section;
import dev.initlab.elf.SectionType;

/**
 * A module that has been laid out and copied, before it is relocated.
 *
 * @param name     for messages
 * @param elf      the file
 * @param sections as laid out, by index: {@link Relocator#frobArchSections}
 * @param layout   which section is where
 * @param coreBase address of the core part
 * @param initBase address of the init part, 0 if there is none
 * @param symbols  S, by symbol index: values after {@code simplify_symbols()}
 * @param memory   where it is
 */
record ModuleImage(String name, ElfFile elf, List<Section> sections, ModuleLayout layout, long coreBase,
        long initBase, long[] symbols, ModuleMemory memory) {

    /** The section of that number, if it has memory. */
    Optional<PlacedSection> placed(long index) {
        if (index <= 0 || index >= sections.size()) {
            return Optional.empty();
        }
        int number = (int) index;
        return layout.address(number, coreBase, initBase)
                .map(address -> new PlacedSection(sections.get(number), address, layout.isInit()[number], memory));
    }

    /** The first section of that name, if it has memory. */
    Optional<PlacedSection> placed(String section) {
        return sections.stream().filter(s -> s.name().equals(section)).findFirst().flatMap(s -> placed(s.index()));
    }

    /** S of a relocation. */
    long symbol(Relocation relocation) {
        int index = relocation.symbolIndex();
        if (index < 0 || index >= symbols.length) {
            throw RelocationException.of(); // Linux reads beyond its symbol table
        }
        return symbols[index];
    }

    /** Relocates every section that is in memory: {@code kernel/module/main.c: apply_relocations()}. */
    void applyRelocations(Relocator relocator) {
        Relocator.Applier applier = relocator.applier(this);
        for (Section section : sections) {
            boolean rela = section.is(SectionType.RELA);
            if (!rela && !section.is(SectionType.REL)) {
                continue;
            }
            Optional<PlacedSection> target = placed(section.info());
            if (target.isEmpty()) {
                continue; // not in memory: debug information, .modinfo
            }
            if (rela != (relocator.kind() == SectionType.RELA)) {
                throw RelocationException.of("module %s: REL relocation unsupported".formatted(name));
            }
            applier.apply(section, target.get());
        }
    }
}
