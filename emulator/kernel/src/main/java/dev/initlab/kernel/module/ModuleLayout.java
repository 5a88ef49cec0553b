package dev.initlab.kernel.module;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import dev.initlab.elf.Section;
import dev.initlab.elf.SectionFlag;
import dev.initlab.kmod.Modinfo;
import dev.initlab.machine.Mmu;

/**
 * Which section of a module goes where: {@code kernel/module/main.c: layout_sections()}.
 *
 * <p>Two parts, core and init; in each first code, then read-only data, then data that is read-only after
 * init, then data, each beginning on a page.
 *
 * @param core what stays
 * @param init what is given back after the init function
 * @param isInit  by section index, which part it is in
 * @param offsets by section index, where in its part it lies; -1 if it has no memory
 */
record ModuleLayout(Part core, Part init, boolean[] isInit, long[] offsets) {

    /**
     * Sizes of a part, each up to the end of its kind, as {@code struct module_layout} has them.
     *
     * @param size            all of it, whole pages
     * @param textSize        code
     * @param roSize          code and read-only data
     * @param roAfterInitSize and data that is read-only after init
     */
    record Part(long size, long textSize, long roSize, long roAfterInitSize) {
    }

    private enum Kind {
        TEXT {
            @Override
            boolean takes(Section s) {
                return s.has(SectionFlag.EXECINSTR);
            }
        },
        READ_ONLY {
            @Override
            boolean takes(Section s) {
                return !s.has(SectionFlag.EXECINSTR) && !s.has(SectionFlag.WRITE);
            }
        },
        READ_ONLY_AFTER_INIT {
            @Override
            boolean takes(Section s) {
                return isRoAfterInit(s);
            }
        },
        WRITABLE {
            @Override
            boolean takes(Section s) {
                return !s.has(SectionFlag.EXECINSTR) && s.has(SectionFlag.WRITE) && !isRoAfterInit(s);
            }
        };

        abstract boolean takes(Section s);

        /** {@code find_livepatch_modinfo()} aside, the sections {@code setup_load_info()} marks. */
        static boolean isRoAfterInit(Section s) {
            return s.has(SectionFlag.WRITE) && !s.has(SectionFlag.EXECINSTR)
                    && (s.name().equals(".data..ro_after_init") || s.name().equals("__jump_table"));
        }
    }

    /** The sections that get memory: {@code .modinfo} and {@code __versions} are done with by then. */
    static List<Section> allocated(List<Section> sections) {
        return sections.stream().filter(s -> s.has(SectionFlag.ALLOC))
                .filter(s -> !s.name().equals(Modinfo.SECTION) && !s.name().equals("__versions")).toList();
    }

    /** Lays out the sections that need memory. */
    static ModuleLayout of(List<Section> sections) {
        List<Section> allocated = allocated(sections);
        boolean[] isInit = new boolean[sections.size()];
        long[] offsets = new long[sections.size()];
        Arrays.fill(offsets, -1);
        Part core = part(allocated.stream().filter(s -> !isInit(s)).toList(), offsets);
        List<Section> init = allocated.stream().filter(ModuleLayout::isInit).toList();
        init.forEach(s -> isInit[s.index()] = true);
        return new ModuleLayout(core, part(init, offsets), isInit, offsets);
    }

    /** Where a section lies, if it has memory. */
    Optional<Long> address(int section, long coreBase, long initBase) {
        return offsets[section] < 0 ? Optional.empty()
                : Optional.of((isInit[section] ? initBase : coreBase) + offsets[section]);
    }

    /** {@code module_init_section()}; arm has unwind tables of the init code. */
    private static boolean isInit(Section section) {
        return section.name().startsWith(".init") || section.name().startsWith(".ARM.exidx.init")
                || section.name().startsWith(".ARM.extab.init");
    }

    private static Part part(List<Section> sections, long[] offsets) {
        long size = 0;
        long[] ends = new long[Kind.values().length];
        for (Kind kind : Kind.values()) {
            for (Section section : sections) {
                if (kind.takes(section)) {
                    long align = Math.max(1, section.addralign());
                    size = size + align - 1 & -align;
                    offsets[section.index()] = size;
                    size = Math.addExact(size, section.size());
                }
            }
            size = size + Mmu.PAGE_SIZE - 1 & -Mmu.PAGE_SIZE;
            ends[kind.ordinal()] = size;
        }
        return new Part(size, ends[Kind.TEXT.ordinal()], ends[Kind.READ_ONLY.ordinal()],
                ends[Kind.READ_ONLY_AFTER_INIT.ordinal()]);
    }
}
