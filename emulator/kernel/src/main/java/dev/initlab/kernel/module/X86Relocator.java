package dev.initlab.kernel.module;

import java.util.List;

import dev.initlab.elf.ElfFile;
import dev.initlab.elf.Relocation;
import dev.initlab.elf.Section;
import dev.initlab.elf.SectionType;

/** {@code arch/x86/kernel/module.c}. */
final class X86Relocator implements Relocator {

    @Override
    public SectionType kind() {
        return SectionType.RELA;
    }

    @Override
    public List<Section> frobArchSections(String module, ElfFile elf) {
        return elf.sections();
    }

    @Override
    public Applier applier(ModuleImage image) {
        return (section, target) -> {
            for (Relocation relocation : new RelocationTable(image.elf(), section)) {
                apply(image, target, relocation);
            }
        };
    }

    private static void apply(ModuleImage image, PlacedSection target, Relocation relocation) {
        X86Relocation type = X86Relocation.of(relocation.type()).orElseThrow(() -> RelocationException.of(
                "module: %s: Unknown rela relocation: %s".formatted(image.name(),
                        Integer.toUnsignedString(relocation.type()))));
        long symbol = image.symbol(relocation);
        if (type == X86Relocation.NONE) {
            return;
        }
        long place = target.place(relocation.offset(), type.width());
        long value = type.value(place, symbol + relocation.addend());
        if (!type.holds(value)) {
            throw RelocationException.of(
                    "module: overflow in relocation type %d val %x".formatted(type.number(), value),
                    "module: `%s' likely not compiled with -mcmodel=kernel".formatted(image.name()));
        }
        if (type.read(target.memory(), place) != 0) {
            throw RelocationException.of(("module: x86/modules: Skipping invalid relocation target, existing value "
                    + "is nonzero for type %d, loc (____ptrval____), val %x").formatted(type.number(), value));
        }
        type.put(target.memory(), place, value);
    }
}
