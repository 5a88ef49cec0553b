package dev.initlab.kernel.image;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.initlab.inspect.SymbolList;
import dev.initlab.kernel.printk.Symbolizer;

/** All symbols there are just now: the kernel's, and those of the modules that are loaded. */
public final class Symbols implements Symbolizer {
    /** A range of addresses and the symbols in it. */
    private record Region(Optional<String> module, long start, long end, SymbolList symbols) {
        boolean contains(long address) {
            return Long.compareUnsigned(address - start, end - start) < 0;
        }
    }

    private final SymbolList kernel;
    private final List<Region> modules = new ArrayList<>();

    public Symbols(SymbolList kernel) {
        this.kernel = kernel;
    }

    /** Adds the symbols of one part of a module. */
    public void add(String module, long start, long length, SymbolList symbols) {
        modules.add(new Region(Optional.of(module), start, start + length, symbols));
    }

    /** Forgets the part of a module that starts at an address. */
    public void removeRegion(long start) {
        modules.removeIf(r -> r.start() == start);
    }

    /** Forgets all parts of a module. */
    public void remove(String module) {
        modules.removeIf(r -> r.module().filter(module::equals).isPresent());
    }

    /** The module whose memory an address lies in. */
    public Optional<String> moduleAt(long address) {
        return modules.stream().filter(r -> r.contains(address)).findFirst().flatMap(Region::module);
    }

    @Override
    public Optional<Symbol> lookup(long address) {
        for (Region region : modules) {
            if (region.contains(address)) {
                return region.symbols().lookup(address).map(f -> symbol(f, address, region.module()));
            }
        }
        return kernel.lookup(address).map(f -> symbol(f, address, Optional.empty()));
    }

    /** The name alone, or the address in hex. */
    public String name(long address) {
        return lookup(address).map(Symbol::name).orElseGet(() -> "0x" + Long.toHexString(address));
    }

    private static Symbol symbol(SymbolList.Found found, long address, Optional<String> module) {
        return new Symbol(found.name(), address - found.start(), found.size(), module);
    }
}
