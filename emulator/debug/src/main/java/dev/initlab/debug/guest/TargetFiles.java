package dev.initlab.debug.guest;

import java.lang.foreign.MemorySegment;
import java.util.Locale;
import java.util.Optional;

import dev.initlab.elf.ElfFile;
import dev.initlab.elf.Section;
import dev.initlab.elf.SectionFlag;
import dev.initlab.kernel.BootControl;
import dev.initlab.kernel.module.Module;
import dev.initlab.trace.ModuleState;

/** The files a debugger fetches its symbols from: the kernel, and the modules that are loaded. */
public final class TargetFiles {
    /** The kernel's name, whatever its file is called. */
    public static final String KERNEL = "/boot/vmlinux";

    private static final long NOWHERE = 1 << 20;
    private static final String MODULES = "/lib/modules/";

    private TargetFiles() {
    }

    /** The contents of a file. */
    public static Optional<MemorySegment> open(BootControl boot, String path) {
        if (path.equals(KERNEL)) {
            return Optional.of(boot.image().elf().raw().bytes());
        }
        if (path.equals(KernelModelLibrary.PATH)) {
            return Optional.of(MemorySegment.ofArray(
                    KernelModelLibrary.of(boot.image().architecture(), boot.vcpu().isa())));
        }
        return boot.modules().stream().filter(m -> path.equals(path(m))).findFirst()
                .map(Module::file).map(ElfFile::raw).map(raw -> raw.bytes());
    }

    private static String path(Module module) {
        return MODULES + module.name() + ".ko";
    }

    /** The list of loaded modules, with the address of each section that has memory in the file. */
    public static String libraries(BootControl boot) {
        StringBuilder xml = new StringBuilder("<library-list>\n");
        xml.append("<library name=\"%s\"><section address=\"0x%x\"/></library>\n".formatted(KernelModelLibrary.PATH,
                CallTable.page(boot.vcpu().isa())));
        // Sections without memory must have an address, too: one where nothing is.
        long nowhere = CallTable.page(boot.vcpu().isa()) - NOWHERE;
        for (Module module : boot.modules()) {
            if (module.state() != ModuleState.UNFORMED) {
                xml.append("<library name=\"").append(path(module)).append("\">\n");
                for (Section section : module.file().sections()) {
                    if (section.has(SectionFlag.ALLOC)) {
                        xml.append("<section address=\"0x%x\"/>\n".formatted(
                                module.address(module.sections().get(section.index())).orElse(nowhere)));
                    }
                }
                xml.append("</library>\n");
            }
        }
        return xml.append("</library-list>\n").toString();
    }

    /** Where RAM is mapped in the kernel's part of the address space. */
    public static String memoryMap(BootControl boot) {
        StringBuilder xml = new StringBuilder("<?xml version=\"1.0\"?>\n<!DOCTYPE memory-map PUBLIC "
                + "\"+//IDN gnu.org//DTD GDB Memory Map V1.0//EN\" \"http://sourceware.org/gdb/gdb-memory-map.dtd\">\n"
                + "<memory-map>\n");
        // Everything can be asked for: what is not mapped now may be later, and an address without memory is an error.
        long half = 1L << 8 * boot.vcpu().isa().wordSize() - 1;
        xml.append(memory(0, half)).append(memory(half, half));
        return xml.append("</memory-map>\n").toString();
    }

    private static String memory(long start, long length) {
        return String.format(Locale.ROOT, "<memory type=\"ram\" start=\"0x%x\" length=\"0x%x\"/>%n", start, length);
    }
}
