package dev.initlab.kernel.module;

import dev.initlab.elf.Section;
import dev.initlab.elf.SectionFlag;
import dev.initlab.elf.Symbol;
import dev.initlab.inspect.SymbolList;
import dev.initlab.kernel.image.Symbols;

/**
 * A module's own symbols, for call traces and {@code %pS}: {@code kernel/module/kallsyms.c}.
 *
 * <p>Core and init part are kept apart, as the init part goes first. The last symbol of a region reaches to
 * the end of the region, as Linux's {@code find_kallsyms_symbol()} has it.
 */
final class ModuleSymbols {
    private ModuleSymbols() {
    }

    static void add(LoadInfo info, Symbols symbols) {
        SymbolList.Builder core = new SymbolList.Builder();
        SymbolList.Builder init = new SymbolList.Builder();
        ModuleLayout layout = info.layout();
        for (Symbol symbol : info.elf().symbols().all()) {
            if (!symbol.isInSection() || symbol.sectionIndex() >= info.elf().sections().size()) {
                continue;
            }
            Section section = info.elf().sections().get(symbol.sectionIndex());
            if (info.address(section.index()) == 0) {
                continue;
            }
            boolean isInit = layout.isInit()[section.index()];
            ModuleLayout.Part part = isInit ? layout.init() : layout.core();
            long base = isInit ? info.initBase() : info.coreBase();
            long limit = base + (section.has(SectionFlag.EXECINSTR) ? part.textSize() : part.size());
            (isInit ? init : core).add(symbol, info.symbolValues()[symbol.index()], limit);
        }
        symbols.add(info.name(), info.coreBase(), layout.core().size(), core.buildModule());
        if (layout.init().size() != 0) {
            symbols.add(info.name(), info.initBase(), layout.init().size(), init.buildModule());
        }
    }
}
