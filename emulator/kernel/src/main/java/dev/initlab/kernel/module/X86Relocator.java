package dev.initlab.kernel.module;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.initlab.elf.ElfFile;
import dev.initlab.elf.Relocation;
import dev.initlab.elf.Section;
import dev.initlab.elf.SectionType;

/** {@code arch/x86/kernel/module.c}. */
final class X86Relocator implements Relocator {
    /** How a type is calculated, how wide it is, and which values do not fit. */
    private enum Type {
        R_X86_64_NONE(0, 0, false, Range.ANY),
        R_X86_64_64(1, 8, false, Range.ANY),
        R_X86_64_PC32(2, 4, true, Range.ANY), // unchecked: per-CPU symbols wrap
        R_X86_64_PLT32(4, 4, true, Range.ANY),
        R_X86_64_32(10, 4, false, Range.UNSIGNED_32),
        R_X86_64_32S(11, 4, false, Range.SIGNED_32),
        R_X86_64_PC64(24, 8, true, Range.ANY);

        private static final Map<Integer, Type> BY_NUMBER = new HashMap<>();

        static {
            for (Type type : values()) {
                BY_NUMBER.put(type.number, type);
            }
        }

        private final int number;
        private final int width;
        private final boolean relative;
        private final Range range;

        Type(int number, int width, boolean relative, Range range) {
            this.number = number;
            this.width = width;
            this.relative = relative;
            this.range = range;
        }
    }

    private enum Range {
        ANY {
            @Override
            boolean holds(long value) {
                return true;
            }
        },
        UNSIGNED_32 {
            @Override
            boolean holds(long value) {
                return value == Integer.toUnsignedLong((int) value);
            }
        },
        SIGNED_32 {
            @Override
            boolean holds(long value) {
                return value == (int) value;
            }
        };

        abstract boolean holds(long value);
    }

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
        Type type = Type.BY_NUMBER.get(relocation.type());
        if (type == null) {
            throw RelocationException.of("module: %s: Unknown rela relocation: %s".formatted(image.name(),
                    Integer.toUnsignedString(relocation.type())));
        }
        long symbol = image.symbol(relocation);
        if (type.width == 0) {
            return;
        }
        long place = target.place(relocation.offset(), type.width);
        long value = symbol + relocation.addend() - (type.relative ? place : 0);
        if (!type.range.holds(value)) {
            throw RelocationException.of(
                    "module: overflow in relocation type %d val %x".formatted(type.number, value),
                    "module: `%s' likely not compiled with -mcmodel=kernel".formatted(image.name()));
        }
        ModuleMemory memory = target.memory();
        long existing = type.width == 8 ? memory.i64(place) : memory.i32(place);
        if (existing != 0) {
            throw RelocationException.of(("module: x86/modules: Skipping invalid relocation target, existing value "
                    + "is nonzero for type %d, loc (____ptrval____), val %x").formatted(type.number, value));
        }
        if (type.width == 8) {
            memory.put64(place, value);
        } else {
            memory.put32(place, (int) value);
        }
    }
}
