package dev.initlab.kernel.module;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.initlab.elf.ElfFile;
import dev.initlab.elf.Section;
import dev.initlab.elf.SectionFlag;
import dev.initlab.elf.SectionType;

/**
 * The sections of an Arm module that wait for veneers: {@code module-plts.c: module_frob_arch_sections()}.
 *
 * <p>The linker leaves a byte in each; before the module is laid out they are made as large as all branches
 * that could be out of range need.
 */
record PltSections(ElfFile elf, Section core, Section init) {
    /** Veneers of what stays. */
    static final String CORE = ".plt";
    /** Veneers of what is freed after init. */
    static final String INIT = ".init.plt";

    private static final long L1_CACHE_BYTES = 64; // of both architectures

    static PltSections find(String module, ElfFile elf) {
        Optional<Section> core = elf.section(CORE).filter(s -> s.index() != 0);
        Optional<Section> init = elf.section(INIT).filter(s -> s.index() != 0);
        if (core.isEmpty() || init.isEmpty()) {
            throw RelocationException.of("%s: module PLT section(s) missing".formatted(module));
        }
        if (elf.symbols().isEmpty()) {
            throw RelocationException.of("%s: module symtab section missing".formatted(module));
        }
        return new PltSections(elf, core.get(), init.get());
    }

    /** The module's sections with these two in their real size, in bytes. */
    List<Section> resized(long coreSize, long initSize) {
        List<Section> sections = new ArrayList<>(elf.sections());
        sections.set(core.index(), resized(core, coreSize));
        sections.set(init.index(), resized(init, initSize));
        return List.copyOf(sections);
    }

    private static Section resized(Section plt, long size) {
        return new Section(plt.index(), plt.name(), SectionType.NOBITS.number(),
                SectionFlag.EXECINSTR.mask() | SectionFlag.ALLOC.mask(), plt.address(), plt.offset(), size,
                plt.link(), plt.info(), L1_CACHE_BYTES, plt.entsize());
    }
}
