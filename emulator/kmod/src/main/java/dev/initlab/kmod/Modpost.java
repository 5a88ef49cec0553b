package dev.initlab.kmod;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.initlab.elf.ElfException;
import dev.initlab.elf.ElfFile;
import dev.initlab.elf.ElfType;
import dev.initlab.elf.Symbol;
import dev.initlab.elf.SymbolBinding;

/**
 * The step between compiling modules and linking them: who uses what, and is that allowed.
 *
 * <p>Does what scripts/mod/modpost does, without symbol versions and device tables, with its messages in
 * its order. Reads only; what is to be written is in the result.
 */
public final class Modpost {
    private static final int MAX_UNRESOLVED_REPORTS = 10;

    private final ModpostRequest request;
    private final ModpostLog log = new ModpostLog();
    private final Map<String, Export> exported = new HashMap<>();
    private final Set<String> fromDump = new LinkedHashSet<>();
    private final List<Export> dump = new ArrayList<>();
    private int unresolved;
    private int mismatches;

    private Modpost(ModpostRequest request) {
        this.request = request;
    }

    /**
     * Examines all objects of a request together.
     *
     * @throws IOException      if a file cannot be read
     * @throws ElfException     if an object or the vmlinux is no such file
     * @throws SymversException if a Module.symvers is malformed
     */
    public static ModpostResult run(ModpostRequest request) throws IOException {
        return new Modpost(request).run();
    }

    private ModpostResult run() throws IOException {
        for (Path file : request.symvers()) {
            readDump(file);
        }
        if (request.vmlinux().isPresent()) {
            readVmlinux(request.vmlinux().get());
        }
        List<ModuleObject> modules = new ArrayList<>();
        for (Path file : request.objects()) {
            modules.add(readModule(file));
        }
        for (ModuleObject module : modules) {
            checkModule(module);
        }
        List<ModpostResult.OutputFile> files = new ArrayList<>();
        for (ModuleObject module : modules) {
            files.add(new ModpostResult.OutputFile(module.baseName() + ".mod.c", source(module)));
        }
        files.add(new ModpostResult.OutputFile("Module.symvers", new ModuleSymvers(dump).text()));
        if (mismatches > 0 && request.failOnMismatch()) {
            log.error("Section mismatches detected.");
        }
        if (unresolved > MAX_UNRESOLVED_REPORTS) {
            log.warn("suppressed " + (unresolved - MAX_UNRESOLVED_REPORTS)
                    + " unresolved symbol warnings because there were too many)");
        }
        return new ModpostResult(log.failed() ? List.of() : files, log.messages(), log.failed());
    }

    private void readDump(Path file) throws IOException {
        for (Export export : ModuleSymvers.read(file).exports()) {
            exported.put(export.name(), export);
            fromDump.add(export.name());
        }
    }

    private void readVmlinux(Path path) throws IOException {
        ElfFile file = ElfFile.read(path);
        if (file.symbols().isEmpty()) {
            throw new ElfException(file.name(), 0,
                    "has no symbol table: modpost wants a vmlinux that is not stripped");
        }
        addExports(ExportReader.read(file, Export.VMLINUX));
        if (file.header().is(ElfType.REL)) {
            checkSections(path.toString(), file);
        }
    }

    private ModuleObject readModule(Path path) throws IOException {
        ModuleObject module = ModuleObject.read(path, request.base());
        if (!module.modinfo().has("license")) {
            log.error("missing MODULE_LICENSE() in " + module.objectName());
        }
        for (String common : module.commonSymbols()) {
            log.warn("\"" + common + "\" [" + module.name() + "] is COMMON symbol");
        }
        addExports(module.exports());
        checkSections(module.objectName(), module.file());
        return module;
    }

    private void checkSections(String objectName, ElfFile file) {
        for (String mismatch : SectionMismatches.find(objectName, file)) {
            log.warn(mismatch);
            mismatches++;
        }
    }

    private void addExports(List<Export> exports) {
        for (Export export : exports) {
            Export previous = exported.get(export.name());
            // A module built again finds its own exports in the dump of last time; vmlinux's are final.
            if (previous != null && (previous.isFromVmlinux() != export.isFromVmlinux()
                    || !fromDump.contains(export.name()))) {
                log.error(export.module() + ": '" + export.name() + "' exported twice."
                        + " Previous export was in " + previous.module()
                        + (previous.isFromVmlinux() ? "" : ".ko"));
                continue;
            }
            exported.put(export.name(), export);
            fromDump.remove(export.name());
            dump.add(export);
        }
    }

    private void checkModule(ModuleObject module) {
        if (module.baseName().length() >= module.nameLimit()) {
            log.error("module name is too long [" + module.name() + ".ko]");
        }
        for (Symbol symbol : module.undefinedSymbols()) {
            Export export = exported.get(symbol.name());
            if (export == null) {
                reportUnresolved(module, symbol);
                continue;
            }
            if (export.module().equals(module.exportedName())) {
                log.error("\"" + symbol.name() + "\" [" + module.name()
                        + ".ko] was exported without definition");
                continue;
            }
            checkNamespace(module, export);
            if (export.gplOnly() && !module.isGplCompatible()) {
                log.error("GPL-incompatible module " + module.baseName() + ".ko uses GPL-only symbol '"
                        + export.name() + "'");
            }
        }
    }

    private void reportUnresolved(ModuleObject module, Symbol symbol) {
        if (symbol.binding() == SymbolBinding.WEAK || unresolved++ >= MAX_UNRESOLVED_REPORTS) {
            return;
        }
        String message = "\"" + symbol.name() + "\" [" + module.name() + ".ko] undefined!";
        if (request.warnUnresolved()) {
            log.warn(message);
        } else {
            log.error(message);
        }
    }

    private void checkNamespace(ModuleObject module, Export export) {
        if (!export.namespace().isEmpty()
                && !module.modinfo().all("import_ns").contains(export.namespace())) {
            log.error("module " + module.baseName() + " uses symbol " + export.name() + " from namespace "
                    + export.namespace() + ", but does not import it.");
        }
    }

    private String source(ModuleObject module) {
        return ModSource.text(module.hasInit(), module.hasCleanup(), request.inTree(), depends(module));
    }

    private List<String> depends(ModuleObject module) {
        Set<String> names = new LinkedHashSet<>();
        for (Symbol symbol : module.undefinedSymbols()) {
            Export export = exported.get(symbol.name());
            if (export != null && !export.isFromVmlinux()) {
                names.add(export.moduleBaseName());
            }
        }
        return List.copyOf(names);
    }
}
