package dev.initlab.kernel.module;

import java.util.List;
import java.util.Optional;

import dev.initlab.elf.Symbol;
import dev.initlab.elf.SymbolBinding;
import dev.initlab.kernel.console.Printk;
import dev.initlab.kernel.errno.Errno;
import dev.initlab.kernel.errno.ErrnoException;
import dev.initlab.kmod.License;
import dev.initlab.trace.Event;
import dev.initlab.trace.EventStream;
import dev.initlab.trace.ModuleState;

/** Gives every symbol of a module its value: {@code kernel/module/main.c: simplify_symbols()}. */
final class SymbolResolution {
    private final Exports kernel;
    private final ModuleList modules;
    private final ModuleUsage usage;
    private final Printk printk;
    private final EventStream events;

    SymbolResolution(Exports kernel, ModuleList modules, ModuleUsage usage, Printk printk, EventStream events) {
        this.kernel = kernel;
        this.modules = modules;
        this.usage = usage;
        this.printk = printk;
        this.events = events;
    }

    /** Every symbol is tried, and the last error counts. */
    void simplifySymbols(LoadInfo info) {
        List<Symbol> symbols = info.elf().symbols().all();
        long[] values = new long[symbols.size()];
        Optional<Errno> failed = Optional.empty();
        for (Symbol symbol : symbols) {
            if (symbol.index() == 0) {
                continue;
            }
            if (symbol.isCommon()) {
                if (!symbol.name().startsWith("__gnu_lto")) {
                    printk.warn("%s: please compile with -fno-common", info.name());
                    failed = Optional.of(Errno.ENOEXEC);
                }
            } else if (symbol.isAbsolute()) {
                values[symbol.index()] = symbol.value();
            } else if (symbol.isUndefined()) {
                Optional<Long> value = resolveSymbol(info, symbol.name());
                boolean weak = symbol.binding() == SymbolBinding.WEAK;
                if (value.isEmpty() && !weak) {
                    printk.warn("%s: Unknown symbol %s (err %d)", info.name(), symbol.name(),
                            Errno.ENOENT.negated());
                    failed = Optional.of(Errno.ENOENT);
                }
                values[symbol.index()] = value.orElse(0L);
            } else if (symbol.sectionIndex() < 0 || symbol.sectionIndex() >= info.elf().sections().size()) {
                failed = Optional.of(Errno.ENOEXEC); // Linux 6.1 reads beyond its section headers here
            } else {
                values[symbol.index()] = info.address(symbol.sectionIndex()) + symbol.value();
            }
        }
        if (failed.isPresent()) {
            throw new ErrnoException(failed.get());
        }
        info.symbolValues(values);
    }

    /** {@code resolve_symbol()}: the kernel first, then the modules, the newest first. */
    private Optional<Long> resolveSymbol(LoadInfo info, String name) {
        boolean gpl = License.isGplCompatible(info.modinfo().first("license").orElse("unspecified"));
        Optional<Exports.Exported> own = kernel.find(name).filter(s -> gpl || !s.gplOnly());
        if (own.isPresent()) {
            emit(info, own.get(), "kernel");
            return own.map(Exports.Exported::value);
        }
        Optional<ModuleList.Found> found = modules.findSymbol(name).filter(f -> gpl || !f.symbol().gplOnly())
                .filter(f -> f.owner().state() == ModuleState.LIVE || f.owner().state() == ModuleState.COMING);
        found.ifPresent(f -> {
            usage.refModule(info.module(), f.owner());
            emit(info, f.symbol(), f.owner().name());
        });
        return found.map(f -> f.symbol().value());
    }

    /** Who exports a symbol already: {@code verify_exported_symbols()}. */
    Optional<String> ownerOf(String name, Module except) {
        if (kernel.find(name).isPresent()) {
            return Optional.of("kernel");
        }
        return modules.findSymbol(name).map(ModuleList.Found::owner).filter(m -> m != except).map(Module::name);
    }

    private void emit(LoadInfo info, Exports.Exported symbol, String owner) {
        events.emit(at -> new Event.SymbolResolved(at, info.name(), symbol.name(), symbol.value(), owner));
    }
}
