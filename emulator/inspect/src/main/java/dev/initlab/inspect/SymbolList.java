package dev.initlab.inspect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import dev.initlab.elf.Symbol;
import dev.initlab.elf.SymbolBinding;
import dev.initlab.elf.SymbolType;

/**
 * Symbols by address, as kallsyms keeps them: of the kernel, or of one module.
 *
 * <p>A symbol reaches to the next one at a higher address, whatever its size in the file says, and the
 * last one to the end of its region: {@code kernel/kallsyms.c: get_symbol_pos()}. Of several symbols at
 * one address the most telling speaks: a function before a label, a global one before a local one, fewer
 * leading underscores before more.
 */
public final class SymbolList {
    private static final Comparator<Entry> BY_ADDRESS =
            Comparator.comparingLong(e -> e.address() ^ Long.MIN_VALUE);
    private static final Comparator<Entry> KERNEL_ORDER = BY_ADDRESS
            .thenComparing(e -> e.kind() == Kind.LABEL)
            .thenComparing(Entry::local)
            .thenComparingInt(e -> leadingUnderscores(e.name()))
            .thenComparingInt(Entry::order);
    /** {@code kernel/module/kallsyms.c: find_kallsyms_symbol()}. */
    private static final Comparator<Entry> MODULE_ORDER = BY_ADDRESS.thenComparingInt(Entry::order);

    private final List<Entry> entries;
    private final long[] addresses;

    enum Kind {
        FUNCTION,
        OBJECT,
        LABEL
    }

    /**
     * A symbol.
     *
     * @param address its value
     * @param limit   the end of the region it lies in, where the last symbol ends
     * @param order   its index in the symbol table
     */
    record Entry(String name, long address, long limit, Kind kind, boolean local, int order) {
    }

    /**
     * A symbol found for an address.
     *
     * @param start its address
     * @param size  distance to the next symbol
     */
    public record Found(String name, long start, long size) {
    }

    private SymbolList(List<Entry> entries) {
        this.entries = entries;
        addresses = entries.stream().mapToLong(e -> e.address() ^ Long.MIN_VALUE).toArray();
    }

    /** Collects symbols that have been placed. */
    public static final class Builder {
        private final List<Entry> entries = new ArrayList<>();

        /**
         * Adds a symbol of a symbol table.
         *
         * @param address where it is in the guest
         * @param limit   end of the region it lies in
         */
        public void add(Symbol symbol, long address, long limit) {
            if (symbol.name().isEmpty() || isMapping(symbol.name())) {
                return;
            }
            Kind kind = symbol.type() == SymbolType.FUNC ? Kind.FUNCTION
                    : symbol.type() == SymbolType.OBJECT ? Kind.OBJECT : Kind.LABEL;
            if (symbol.type() == SymbolType.SECTION || symbol.type() == SymbolType.FILE) {
                return;
            }
            entries.add(new Entry(symbol.name(), address, limit, kind,
                    symbol.binding() == SymbolBinding.LOCAL, symbol.index()));
        }

        /** The symbols of the kernel. */
        public SymbolList build() {
            return new SymbolList(entries.stream().sorted(KERNEL_ORDER).toList());
        }

        /** The symbols of a module, where the first in the file speaks: local names, not their aliases. */
        public SymbolList buildModule() {
            return new SymbolList(entries.stream().sorted(MODULE_ORDER).toList());
        }

        /** Mapping symbols and compiler-local labels, {@code include/linux/module.h: is_mapping_symbol()}. */
        private static boolean isMapping(String name) {
            return name.startsWith(".L") || name.startsWith("L0")
                    || name.startsWith("$a") || name.startsWith("$d") || name.startsWith("$t")
                    || name.startsWith("$x");
        }
    }

    /** The symbol whose range holds an address. */
    public Optional<Found> lookup(long address) {
        int at = Arrays.binarySearch(addresses, address ^ Long.MIN_VALUE);
        if (at < 0) {
            at = -at - 2;
        }
        if (at < 0) {
            return Optional.empty();
        }
        while (at > 0 && addresses[at - 1] == addresses[at]) {
            at--;
        }
        Entry entry = entries.get(at);
        int next = at + 1;
        while (next < addresses.length && addresses[next] == addresses[at]) {
            next++;
        }
        long end = next < entries.size() ? entries.get(next).address() : entry.limit();
        if (Long.compareUnsigned(end, entry.limit()) > 0) {
            end = entry.limit();
        }
        if (Long.compareUnsigned(address, end) >= 0 && address != entry.address()) {
            return Optional.empty();
        }
        return Optional.of(new Found(entry.name(), entry.address(), end - entry.address()));
    }

    /** The names of all symbols at exactly an address, the most telling first. */
    public List<String> namesAt(long address) {
        int at = Arrays.binarySearch(addresses, address ^ Long.MIN_VALUE);
        if (at < 0) {
            return List.of();
        }
        while (at > 0 && addresses[at - 1] == addresses[at]) {
            at--;
        }
        List<String> names = new ArrayList<>();
        for (; at < addresses.length && entries.get(at).address() == address; at++) {
            names.add(entries.get(at).name());
        }
        return names;
    }

    private static int leadingUnderscores(String name) {
        int n = 0;
        while (n < name.length() && name.charAt(n) == '_') {
            n++;
        }
        return n;
    }
}
