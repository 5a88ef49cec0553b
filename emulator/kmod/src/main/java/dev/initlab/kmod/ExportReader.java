package dev.initlab.kmod;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.initlab.elf.ElfFile;
import dev.initlab.elf.Section;
import dev.initlab.elf.Symbol;
import dev.initlab.elf.SymbolTable;

/**
 * Finds what an object, a module or a linked vmlinux exports.
 *
 * <p>EXPORT_SYMBOL(name) leaves a {@code __ksymtab_name} in the section {@code ___ksymtab+name} (GPL-only:
 * {@code ___ksymtab_gpl+name}) and the namespace at {@code __kstrtabns_name}. The link editor merges the
 * sections; in a vmlinux the entry's place between {@code __start___ksymtab_gpl} and
 * {@code __stop___ksymtab_gpl} tells what its section name no longer does (include/linux/export.h,
 * include/asm-generic/vmlinux.lds.h).
 */
public final class ExportReader {
    private static final String ENTRY = "__ksymtab_";
    private static final String NAMESPACE = "__kstrtabns_";

    private final ElfFile file;
    private final SymbolTable symbols;
    private final Optional<Symbol> gplStart;
    private final Optional<Symbol> gplStop;

    private ExportReader(ElfFile file) {
        this.file = file;
        this.symbols = file.symbols();
        this.gplStart = symbols.byName("__start___ksymtab_gpl");
        this.gplStop = symbols.byName("__stop___ksymtab_gpl");
    }

    /**
     * All exports, in symbol table order, with CRC 0.
     *
     * @param module what the exports name as their module
     * @throws dev.initlab.elf.ElfException if the symbol table is malformed
     */
    public static List<Export> read(ElfFile file, String module) {
        ExportReader reader = new ExportReader(file);
        List<Export> exports = new ArrayList<>();
        for (Symbol symbol : reader.symbols.all()) {
            if (symbol.name().startsWith(ENTRY) && symbol.isInSection()) {
                String name = symbol.name().substring(ENTRY.length());
                exports.add(new Export(0, name, module, reader.gplOnly(symbol), reader.namespace(name)));
            }
        }
        return List.copyOf(exports);
    }

    private boolean gplOnly(Symbol entry) {
        String section = file.section(entry).map(Section::name).orElse("");
        if (section.equals("__ksymtab_gpl") || section.startsWith("___ksymtab_gpl+")) {
            return true;
        }
        return gplStart.isPresent() && gplStop.isPresent()
                && Long.compareUnsigned(entry.value(), gplStart.get().value()) >= 0
                && Long.compareUnsigned(entry.value(), gplStop.get().value()) < 0;
    }

    private String namespace(String name) {
        return symbols.byName(NAMESPACE + name)
                .flatMap(symbol -> file.section(symbol)
                        .filter(Section::occupiesFile)
                        .map(section -> file.strings(section).at(symbol.value() - section.address())))
                .orElse("");
    }
}
