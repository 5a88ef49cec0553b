package dev.initlab.suite;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import dev.initlab.elf.ElfException;
import dev.initlab.elf.Symbol;
import dev.initlab.elf.SymbolType;
import dev.initlab.elf.dwarf.LineTable;
import dev.initlab.elf.dwarf.SourceLine;
import dev.initlab.inspect.ElfImage;
import dev.initlab.inspect.ImageException;
import dev.initlab.inspect.InitcallEntry;
import dev.initlab.inspect.InitcallTables;
import dev.initlab.kernel.InputException;
import dev.initlab.kernel.host.InputFiles;
import dev.initlab.kernel.image.KernelImage;

/**
 * An image to boot and what its initcall tables say at rest.
 *
 * <p>Immutable, and shared by any number of boots.
 *
 * @param kernel what is booted
 * @param tables its initcalls at rest
 * @param lines  where its code is written, if it has debug information
 */
public record BootImage(KernelImage kernel, InitcallTables tables, LineTable lines) {

    /**
     * Reads an image.
     *
     * @throws InputException if it cannot be booted, or its tables make no sense
     */
    public static BootImage read(Path file) {
        return of(InputFiles.image(file));
    }

    /**
     * Takes an image that was read already.
     *
     * @throws InputException if its initcall tables make no sense
     */
    public static BootImage of(KernelImage kernel) {
        try {
            return new BootImage(kernel, InitcallTables.read(ElfImage.of(kernel.elf())),
                    LineTable.of(kernel.elf()));
        } catch (ImageException e) {
            throw kernel.bad(e.reason());
        }
    }

    /** The initcalls at rest, in the order they are to run. */
    public List<InitcallEntry> initcalls() {
        return tables.all();
    }

    /** Where the function at an address is written; empty if the debug information does not say, or makes no sense. */
    public Optional<SourceLine> source(long function) {
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        try {
            Optional<Symbol> symbol = kernel.elf().symbols().all().stream()
                    .filter(s -> s.value() == function && s.type() == SymbolType.FUNC).findFirst();
            return symbol.isPresent() ? lines.at(symbol.get()) : lines.at(function);
        } catch (ElfException e) {
            return Optional.empty();
        }
    }

    /** As in {@code ARCH=}: {@code x86_64}, {@code arm64}, {@code arm}. */
    public String architecture() {
        return kernel.architecture().arch();
    }
}
