package dev.initlab.kernel.module;

import java.util.List;

import dev.initlab.elf.ElfFile;
import dev.initlab.elf.Machine;
import dev.initlab.elf.Section;
import dev.initlab.elf.SectionType;

/** What relocation is in one architecture: {@code arch/.../kernel/module.c} and {@code module-plts.c}. */
sealed interface Relocator permits X86Relocator, Arm64Relocator, ArmRelocator {

    /** Which relocation sections the architecture takes, REL or RELA. */
    SectionType kind();

    /**
     * {@code module_frob_arch_sections()}: the module's sections as they are to be laid out.
     *
     * @param module its name, for messages
     * @return by index; those the architecture fills at load time with their real size
     * @throws RelocationException if a section it needs is missing
     */
    List<Section> frobArchSections(String module, ElfFile elf);

    /** What relocates the sections of one module that has been copied to its place. */
    Applier applier(ModuleImage image);

    /** {@code apply_relocate()} or {@code apply_relocate_add()}, and what it keeps for one module. */
    interface Applier {
        /**
         * Applies all entries of a section.
         *
         * @throws RelocationException if one of them cannot be applied
         */
        void apply(Section relocations, PlacedSection target);
    }

    /**
     * The relocator of an architecture whose modules can be loaded.
     *
     * @param thumb whether an arm kernel is Thumb code
     */
    static Relocator of(Machine machine, boolean thumb) {
        return switch (machine) {
            case X86_64 -> new X86Relocator();
            case AARCH64 -> new Arm64Relocator();
            case ARM -> new ArmRelocator(thumb);
            default -> throw new IllegalArgumentException("no modules for " + machine);
        };
    }
}
