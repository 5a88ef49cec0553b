package dev.initlab.kernel.module;

import java.util.List;
import java.util.function.ToLongFunction;

import dev.initlab.elf.ElfFile;
import dev.initlab.elf.Section;
import dev.initlab.elf.Symbol;

/**
 * A module file in plain memory, laid out and copied as the loader does, with a value for every symbol.
 *
 * @param image  what is relocated
 * @param memory where it is
 */
record LaidOutModule(ModuleImage image, PlainMemory memory) {

    /**
     * Lays a module out.
     *
     * @param base      address of the core part; the init part follows behind a guard page
     * @param undefined the values of symbols the module does not define
     * @throws RelocationException if the module lacks what its architecture needs
     */
    static LaidOutModule of(String name, ElfFile elf, Relocator relocator, long base,
            ToLongFunction<Symbol> undefined) {
        List<Section> sections = relocator.frobArchSections(name, elf);
        ModuleLayout layout = ModuleLayout.of(sections);
        long initBase = base + layout.core().size() + 4096;
        PlainMemory memory = new PlainMemory(base, (int) layout.core().size());
        memory.add(initBase, (int) layout.init().size());
        long[] symbols = elf.symbols().all().stream().mapToLong(symbol -> {
            if (symbol.index() == 0) {
                return 0;
            }
            if (symbol.isUndefined()) {
                return undefined.applyAsLong(symbol);
            }
            return symbol.value() + (symbol.isInSection()
                    ? layout.address(symbol.sectionIndex(), base, initBase).orElse(0L) : 0);
        }).toArray();
        ModuleImage image =
                new ModuleImage(name, elf, sections, layout, base, initBase, symbols, memory);
        for (Section section : ModuleLayout.allocated(sections)) {
            if (section.occupiesFile()) {
                memory.write(image.placed(section.index()).orElseThrow().address(), elf.content(section));
            }
        }
        return new LaidOutModule(image, memory);
    }
}
