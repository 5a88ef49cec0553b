package dev.initlab.debug.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.initlab.debug.monitor.RefusedException;
import dev.initlab.elf.Symbol;
import dev.initlab.elf.SymbolType;
import dev.initlab.kernel.BootControl;
import dev.initlab.kernel.module.Module;
import dev.initlab.kernel.printk.Symbolizer;
import dev.initlab.machine.Architecture;

/** Symbols by name: the kernel's, then those of the modules, the newest first. */
final class Names {
    private final Target target;

    /**
     * A symbol and where it is.
     *
     * @param size   bytes; where the file does not say, up to the next symbol
     * @param module whose it is; empty for the kernel's
     */
    record Named(String name, long address, long size, boolean isFunction, Optional<String> module) {
    }

    Names(Target target) {
        this.target = target;
    }

    /** A symbol that must be there. */
    Named require(String name) {
        return find(name).orElseThrow(() -> new RefusedException("there is no symbol \"" + name + "\""));
    }

    /** The symbol of a name. */
    Optional<Named> find(String name) {
        BootControl boot = target.boot();
        Optional<Symbol> kernel = boot.image().elf().symbols().byName(name).filter(s -> !s.isUndefined());
        if (kernel.isPresent()) {
            return Optional.of(named(boot, kernel.get(), kernel.get().value(), Optional.empty()));
        }
        return boot.modules().stream().flatMap(m -> inModule(boot, m, name).stream()).findFirst();
    }

    private static Optional<Named> inModule(BootControl boot, Module module, String name) {
        return module.file().symbols().byName(name).filter(Symbol::isInSection).flatMap(symbol ->
                module.address(module.sections().get(symbol.sectionIndex()))
                        .map(base -> named(boot, symbol, base + symbol.value(), Optional.of(module.name()))));
    }

    private static Named named(BootControl boot, Symbol symbol, long value, Optional<String> module) {
        boolean isFunction = symbol.type() == SymbolType.FUNC;
        long address = isFunction && boot.image().architecture() == Architecture.ARM ? value & ~1 : value; // Thumb
        long size = symbol.size() != 0 ? symbol.size()
                : boot.symbols().lookup(address).map(Symbolizer.Symbol::size).orElse(0L);
        return new Named(symbol.name(), address, size, isFunction, module);
    }

    /** All names that begin so, sorted. */
    List<String> beginningWith(String start) {
        BootControl boot = target.boot();
        List<Symbol> all = new ArrayList<>(boot.image().elf().symbols().all());
        boot.modules().forEach(m -> all.addAll(m.file().symbols().all()));
        return all.stream().filter(s -> !s.isUndefined() && isName(s)).map(Symbol::name)
                .filter(n -> n.startsWith(start)).distinct().sorted().toList();
    }

    private static boolean isName(Symbol symbol) {
        return symbol.type() != SymbolType.FILE && symbol.type() != SymbolType.SECTION
                && !symbol.name().isEmpty() && !symbol.name().startsWith("$") && !symbol.name().startsWith(".L");
    }
}
