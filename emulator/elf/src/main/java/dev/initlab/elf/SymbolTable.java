package dev.initlab.elf;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The symbols of a SHT_SYMTAB or SHT_DYNSYM section, in file order (ELF gABI 4.3).
 *
 * <p>Immutable and thread-safe.
 */
public final class SymbolTable {
    static final SymbolTable EMPTY = new SymbolTable(List.of());

    private final List<Symbol> symbols;
    private final Map<String, Symbol> byName;

    private SymbolTable(List<Symbol> symbols) {
        this.symbols = Collections.unmodifiableList(symbols);
        this.byName = HashMap.newHashMap(symbols.size());
        for (Symbol symbol : symbols) {
            if (!symbol.name().isEmpty()) {
                byName.merge(symbol.name(), symbol, (old, other) -> rank(other) > rank(old) ? other : old);
            }
        }
    }

    static SymbolTable read(ElfFile file, Section table) {
        RawElf raw = file.raw();
        int count = file.entries(table, raw.elfClass().symbolSize());
        Section strings = file.linked(table)
                .filter(section -> section.is(SectionType.STRTAB))
                .orElseThrow(() -> file.fault(table, "sh_link names no string table"));
        NameBudget names = new NameBudget(raw, strings);
        long extended = extendedIndices(file, table, count);
        List<Symbol> symbols = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            SymbolEntry entry = raw.symbol(table.offset(), i);
            String name = names.name(entry.nameOffset(), "symbol name");
            symbols.add(new Symbol(i, name, entry.value(), entry.size(), entry.binding(), entry.type(),
                    entry.visibility(), sectionIndex(file, table, entry, extended)));
        }
        return new SymbolTable(symbols);
    }

    /** All symbols, the null symbol at index 0 included. */
    public List<Symbol> all() {
        return symbols;
    }

    /** The symbol with that index, or empty beyond the table. */
    public Optional<Symbol> symbol(int index) {
        return index >= 0 && index < symbols.size() ? Optional.of(symbols.get(index)) : Optional.empty();
    }

    /**
     * The symbol of that name. Of several, a global one before a weak and that before a local one;
     * among equals a defined one; then the first.
     */
    public Optional<Symbol> byName(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    public boolean isEmpty() {
        return symbols.isEmpty();
    }

    private static int rank(Symbol symbol) {
        int binding = switch (symbol.binding()) {
            case GLOBAL, GNU_UNIQUE -> 4;
            case WEAK -> 2;
            case LOCAL, OTHER -> 0;
        };
        return binding + (symbol.isUndefined() ? 0 : 1);
    }

    /** File offset of the SHT_SYMTAB_SHNDX section that belongs to the table, or -1. */
    private static long extendedIndices(ElfFile file, Section table, int count) {
        for (Section section : file.sections()) {
            if (section.is(SectionType.SYMTAB_SHNDX) && section.link() == table.index()) {
                if (section.size() < 4L * count) {
                    throw file.fault(section, "fewer extended section indices than symbols");
                }
                return section.offset();
            }
        }
        return -1;
    }

    private static int sectionIndex(ElfFile file, Section table, SymbolEntry entry, long extended) {
        int index = entry.shndx();
        if (index == 0xffff) { // SHN_XINDEX
            if (extended < 0) {
                throw file.fault(table, "symbol " + entry.index() + " needs an extended section index, "
                        + "but there is no such section");
            }
            index = file.raw().file().s32(extended + 4L * entry.index());
        } else if (index >= 0xff00) { // SHN_LORESERVE
            return index - 0x10000;
        }
        if (Integer.compareUnsigned(index, file.sections().size()) >= 0) {
            throw file.fault(table, "symbol " + entry.index() + " lies in section "
                    + Integer.toUnsignedString(index) + ", but there are " + file.sections().size());
        }
        return index;
    }
}
