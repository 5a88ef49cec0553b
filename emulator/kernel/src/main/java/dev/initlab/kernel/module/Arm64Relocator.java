package dev.initlab.kernel.module;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import dev.initlab.elf.ElfFile;
import dev.initlab.elf.Relocation;
import dev.initlab.elf.Section;
import dev.initlab.elf.SectionFlag;
import dev.initlab.elf.SectionType;

/**
 * {@code arch/arm64/kernel/module.c} and {@code module-plts.c}, with {@code CONFIG_RANDOMIZE_BASE}.
 *
 * <p>The workaround for erratum 843419 is left out: it is for Cortex-A53 only, which the engine does not
 * emulate.
 */
final class Arm64Relocator implements Relocator {
    private static final String PLT_FULL = "arch/arm64/kernel/module-plts.c:98 module_emit_plt_entry";

    private static final Comparator<Relocation> BY_TARGET = Comparator
            .comparingInt(Relocation::type)
            .thenComparing(Relocation::symbolIndex, Integer::compareUnsigned)
            .thenComparingLong(Relocation::addend);

    @Override
    public SectionType kind() {
        return SectionType.RELA;
    }

    @Override
    public List<Section> frobArchSections(String module, ElfFile elf) {
        PltSections plts = PltSections.find(module, elf);
        int core = 0;
        int init = 0;
        for (Section section : elf.sections()) {
            Optional<Section> target = elf.target(section).filter(s -> s.has(SectionFlag.EXECINSTR));
            if (section.is(SectionType.RELA) && target.isPresent()) {
                int count = countPlts(elf, order(elf, section), target.get().index());
                if (target.get().name().startsWith(".init")) {
                    init += count;
                } else {
                    core += count;
                }
            }
        }
        return plts.resized((core + 1L) * Arm64Plt.ENTRY_SIZE, (init + 1L) * Arm64Plt.ENTRY_SIZE);
    }

    @Override
    public Applier applier(ModuleImage image) {
        Arm64Plt core = new Arm64Plt(image.placed(PltSections.CORE).orElseThrow());
        Arm64Plt init = new Arm64Plt(image.placed(PltSections.INIT).orElseThrow());
        return (section, target) -> {
            for (Relocation relocation : order(image.elf(), section)) {
                apply(image, target, relocation, target.isInit() ? init : core);
            }
        };
    }

    private static void apply(ModuleImage image, PlacedSection section, Relocation relocation, Arm64Plt plt) {
        Arm64Relocation type = Arm64Relocation.of(relocation.type()).orElseThrow(() -> RelocationException.of(
                "module %s: unsupported RELA relocation: %s".formatted(image.name(),
                        Integer.toUnsignedString(relocation.type()))));
        long target = image.symbol(relocation) + relocation.addend();
        long place = section.place(relocation.offset(), type.field().width());
        if (type.patch(section.memory(), place, target)) {
            return;
        }
        if (type.isBranch()) {
            target = plt.entry(target).orElseThrow(() -> RelocationException.warned(PLT_FULL));
            if (type.patch(section.memory(), place, target)) {
                return;
            }
        }
        throw RelocationException.of("module %s: overflow in relocation type %d val %x".formatted(image.name(),
                type.number(), target));
    }

    /**
     * The entries in the order they are applied in: branches that may need a PLT entry first, sorted, so that
     * those to one target are neighbours.
     */
    private static List<Relocation> order(ElfFile elf, Section section) {
        List<Relocation> entries = new RelocationTable(elf, section);
        if (elf.target(section).filter(s -> s.has(SectionFlag.EXECINSTR)).isEmpty()) {
            return entries;
        }
        int target = (int) section.info();
        Relocation[] ordered = entries.toArray(Relocation[]::new);
        int branches = partition(elf, ordered, target);
        Arrays.sort(ordered, 0, branches, BY_TARGET);
        return List.of(ordered);
    }

    /**
     * Brings the branches to the front; how many of them there are.
     *
     * <p>As in Linux the entry where both ends meet is not looked at: when all are branches, the last one stays
     * out, and may get a PLT entry of its own.
     */
    private static int partition(ElfFile elf, Relocation[] entries, int target) {
        int front = 0;
        int back = entries.length - 1;
        while (front < back) {
            if (mayNeedPlt(elf, entries[front], target)) {
                front++;
            } else if (mayNeedPlt(elf, entries[back], target)) {
                Relocation branch = entries[back];
                entries[back] = entries[front];
                entries[front] = branch;
            } else {
                back--;
            }
        }
        return front;
    }

    /** Whether it is a branch that leaves its section: within one, no PLT entry could be near enough either. */
    private static boolean mayNeedPlt(ElfFile elf, Relocation relocation, int target) {
        return Arm64Relocation.of(relocation.type()).filter(Arm64Relocation::isBranch).isPresent()
                && elf.symbols().symbol(relocation.symbolIndex()).filter(s -> s.sectionIndex() == target).isEmpty();
    }

    private static int countPlts(ElfFile elf, List<Relocation> ordered, int target) {
        int count = 0;
        for (int i = 0; i < ordered.size(); i++) {
            Relocation relocation = ordered.get(i);
            if (mayNeedPlt(elf, relocation, target) && (relocation.addend() != 0 || i == 0
                    || BY_TARGET.compare(relocation, ordered.get(i - 1)) != 0)) {
                count++;
            }
        }
        return count;
    }
}
