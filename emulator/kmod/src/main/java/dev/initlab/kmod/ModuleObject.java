package dev.initlab.kmod;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import dev.initlab.elf.ElfClass;
import dev.initlab.elf.ElfException;
import dev.initlab.elf.ElfFile;
import dev.initlab.elf.ElfType;
import dev.initlab.elf.Symbol;
import dev.initlab.elf.SymbolTable;

/**
 * A compiled module before modpost: an ET_REL file {@code path/name.o}.
 *
 * @param objectName   how messages name the object, {@code path/name.o}
 * @param exportedName how Module.symvers names it
 * @param file         its ELF
 * @param modinfo      its .modinfo
 * @param exports      what it exports, under that name
 */
record ModuleObject(String objectName, String exportedName, ElfFile file, Modinfo modinfo,
        List<Export> exports) {
    // The link with <name>.mod.o defines the first; the second is the linker's own (ignore_undef_symbol()).
    private static final Set<String> DEFINED_LATER = Set.of("__this_module", "_GLOBAL_OFFSET_TABLE_");

    static ModuleObject read(Path path, Optional<Path> base) throws IOException {
        ElfFile file = ElfFile.read(path);
        if (!file.header().is(ElfType.REL)) {
            throw new ElfException(file.name(), 16, "is no relocatable object (e_type " + file.header().type()
                    + "): modpost wants what the compiler or ld -r made");
        }
        if (file.symbols().isEmpty()) {
            throw new ElfException(file.name(), 0,
                    "has no symbol table: modpost wants an object that is not stripped");
        }
        String exportedName = withoutSuffix(relative(path, base).toString());
        return new ModuleObject(path.toString(), exportedName, file, Modinfo.of(file),
                ExportReader.read(file, exportedName));
    }

    /** {@code path/name}. */
    String name() {
        return withoutSuffix(objectName);
    }

    /** {@code name}. */
    String baseName() {
        return name().substring(name().lastIndexOf('/') + 1);
    }

    boolean hasInit() {
        return defines("init_module");
    }

    boolean hasCleanup() {
        return defines("cleanup_module");
    }

    /** What it wants from others, in symbol table order, weak ones included. */
    List<Symbol> undefinedSymbols() {
        return file.symbols().all().stream()
                .filter(symbol -> symbol.isUndefined() && !symbol.isLocal() && !symbol.name().isEmpty()
                        && !DEFINED_LATER.contains(symbol.name()))
                .toList();
    }

    List<String> commonSymbols() {
        return file.symbols().all().stream()
                .filter(symbol -> symbol.isCommon() && !symbol.name().startsWith("__gnu_lto_"))
                .map(Symbol::name)
                .toList();
    }

    /**
     * Whether no {@code license} forbids GPL-only symbols. A module without any has had its error already
     * and passes here (scripts/mod/modpost.c: read_symbols()); the kernel looks at the first license only.
     */
    boolean isGplCompatible() {
        return modinfo.all("license").stream().allMatch(License::isGplCompatible);
    }

    /** MODULE_NAME_LEN, the terminating NUL included: 64 minus the size of a long. */
    int nameLimit() {
        return file.header().elfClass() == ElfClass.ELF64 ? 56 : 60;
    }

    private boolean defines(String name) {
        SymbolTable symbols = file.symbols();
        Optional<Symbol> symbol = symbols.byName(name);
        return symbol.isPresent() && !symbol.get().isUndefined();
    }

    private static Path relative(Path path, Optional<Path> base) {
        Path absolute = path.toAbsolutePath().normalize();
        return base.map(directory -> directory.toAbsolutePath().normalize())
                .filter(absolute::startsWith)
                .map(directory -> directory.relativize(absolute))
                .orElse(path);
    }

    private static String withoutSuffix(String path) {
        return path.endsWith(".o") ? path.substring(0, path.length() - 2) : path;
    }
}
