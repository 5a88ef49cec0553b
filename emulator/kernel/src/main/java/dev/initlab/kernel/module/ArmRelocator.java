package dev.initlab.kernel.module;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import dev.initlab.elf.ElfFile;
import dev.initlab.elf.Relocation;
import dev.initlab.elf.Section;
import dev.initlab.elf.SectionFlag;
import dev.initlab.elf.SectionType;
import dev.initlab.elf.Symbol;
import dev.initlab.elf.SymbolType;

/**
 * {@code arch/arm/kernel/module.c} and {@code module-plts.c}.
 *
 * @param thumb whether the kernel is Thumb code, {@code CONFIG_THUMB2_KERNEL}: only then modules may be, too
 */
record ArmRelocator(boolean thumb) implements Relocator {
    /** In Linux the {@code BUG_ON()} ends insmod as well, in the middle of the load. */
    private static final String PLT_FULL = "kernel BUG at arch/arm/kernel/module-plts.c get_module_plt!";

    private static final ValueLayout.OfInt WORD =
            ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final Comparator<Relocation> BY_SYMBOL = Comparator
            .comparingInt(Relocation::type).thenComparing(Relocation::symbolIndex);

    @Override
    public SectionType kind() {
        return SectionType.REL;
    }

    @Override
    public List<Section> frobArchSections(String module, ElfFile elf) {
        PltSections plts = PltSections.find(module, elf);
        int core = 0;
        int init = 0;
        for (Section section : elf.sections()) {
            Optional<Section> target = elf.target(section).filter(s -> s.has(SectionFlag.EXECINSTR));
            if (section.is(SectionType.REL) && target.isPresent()) {
                int count = countPlts(elf, order(elf, section), target.get());
                if (target.get().name().startsWith(".init")) {
                    init += count;
                } else {
                    core += count;
                }
            }
        }
        return plts.resized(wholeBlocks(core), wholeBlocks(init));
    }

    @Override
    public Applier applier(ModuleImage image) {
        ArmPlt core = new ArmPlt(image.placed(PltSections.CORE).orElseThrow(), thumb);
        ArmPlt init = new ArmPlt(image.placed(PltSections.INIT).orElseThrow(), thumb);
        return (section, target) -> {
            List<Relocation> entries = order(image.elf(), section);
            for (int i = 0; i < entries.size(); i++) {
                new Entry(image, section, i, entries.get(i)).apply(target, target.isInit() ? init : core);
            }
        };
    }

    /** One entry, with what messages say of it. */
    private final class Entry {
        private final ModuleImage image;
        private final Section section;
        private final int number;
        private final Relocation relocation;
        private final Symbol symbol;

        Entry(ModuleImage image, Section section, int number, Relocation relocation) {
            this.image = image;
            this.section = section;
            this.number = number;
            this.relocation = relocation;
            symbol = image.elf().symbols().symbol(relocation.symbolIndex()).orElseThrow(
                    () -> RelocationException.of("%s: bad relocation sym offset".formatted(where())));
        }

        void apply(PlacedSection target, ArmPlt plt) {
            if (relocation.offset() > target.header().size() - 4) {
                throw refusal("out of bounds relocation, offset %d size %d".formatted((int) relocation.offset(),
                        target.header().size()));
            }
            ArmRelocation type = ArmRelocation.of(relocation.type()).filter(t -> thumb || !t.isThumb())
                    .orElseThrow(() -> RelocationException.of("%s: unknown relocation: %d".formatted(
                            image.name(), relocation.type())));
            int address = (int) image.symbol(relocation);
            checkInterworking(type, address);
            ModuleMemory memory = target.memory();
            long place = target.place(relocation.offset(), 4);
            int value = type.value(memory, place, address);
            if (type.isBranch() && !type.holds(value)) {
                int destination = value + (int) place + type.pcBias();
                value = (int) (long) plt.entry(destination).orElseThrow(() -> RelocationException.of(PLT_FULL))
                        - (int) place - type.pcBias();
            }
            if (!type.holds(value)) {
                throw refusal("relocation %d out of range (0x%x -> 0x%x)".formatted(type.number(), (int) place,
                        address));
            }
            type.put(memory, place, value);
        }

        /** A branch instruction does not change the instruction set. */
        private void checkInterworking(ArmRelocation type, int address) {
            if (type.isBranch() && !type.isThumb() && (address & 3) != 0) {
                throw refusal("unsupported interworking call (ARM -> Thumb)");
            }
            if (type.isBranch() && type.isThumb() && symbol.type() == SymbolType.FUNC && (address & 1) == 0) {
                throw refusal("unsupported interworking call (Thumb -> ARM)");
            }
        }

        private RelocationException refusal(String reason) {
            return RelocationException.of("%s sym '%s': %s".formatted(where(), symbol.name(), reason));
        }

        private String where() {
            return "%s: section %d reloc %d".formatted(image.name(), section.index(), number);
        }
    }

    private static long wholeBlocks(int entries) {
        long size = (long) entries * ArmPlt.ENTRY_SIZE;
        return size + ArmPlt.BLOCK_SIZE - 1 & -ArmPlt.BLOCK_SIZE;
    }

    /** The entries in the order they are applied in: those of code sorted, so that branches to one are neighbours. */
    private static List<Relocation> order(ElfFile elf, Section section) {
        List<Relocation> entries = new RelocationTable(elf, section);
        if (elf.target(section).filter(s -> s.has(SectionFlag.EXECINSTR)).isEmpty()) {
            return entries;
        }
        List<Relocation> sorted = new ArrayList<>(entries);
        sorted.sort(BY_SYMBOL);
        return sorted;
    }

    private static int countPlts(ElfFile elf, List<Relocation> ordered, Section target) {
        MemorySegment content = elf.content(target);
        int count = 0;
        for (int i = 0; i < ordered.size(); i++) {
            Relocation relocation = ordered.get(i);
            if (mayNeedPlt(elf, relocation, target.index())
                    && (i == 0 || BY_SYMBOL.compare(relocation, ordered.get(i - 1)) != 0
                    || !isPlain(content, relocation) || !isPlain(content, ordered.get(i - 1)))) {
                count++;
            }
        }
        return count;
    }

    /** Whether it is a branch that leaves its section: within one, no PLT entry could be near enough either. */
    private static boolean mayNeedPlt(ElfFile elf, Relocation relocation, int target) {
        return ArmRelocation.of(relocation.type()).filter(ArmRelocation::isBranch).isPresent()
                && elf.symbols().symbol(relocation.symbolIndex()).filter(s -> s.sectionIndex() == target).isEmpty();
    }

    /** Whether a branch goes to its symbol itself: the addend is just the bias of the program counter. */
    private static boolean isPlain(MemorySegment content, Relocation branch) {
        if (branch.offset() < 0 || branch.offset() > content.byteSize() - 4) {
            return false; // Linux reads what lies behind
        }
        int word = content.get(WORD, branch.offset());
        return ArmRelocation.of(branch.type()).orElseThrow().isThumb()
                ? (word & 0x07ff) == 0x07ff && (word >>> 16 & 0x2fff) == 0x2ffe
                : (word & 0x00ff_ffff) == 0x00ff_fffe;
    }
}
