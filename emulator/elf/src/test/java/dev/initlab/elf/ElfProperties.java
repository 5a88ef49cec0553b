package dev.initlab.elf;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

import static org.assertj.core.api.Assertions.assertThat;

class ElfProperties {
    private static final SymbolBinding[] BINDINGS =
            {SymbolBinding.LOCAL, SymbolBinding.GLOBAL, SymbolBinding.WEAK};
    private static final SymbolType[] TYPES =
            {SymbolType.NOTYPE, SymbolType.FUNC, SymbolType.OBJECT, SymbolType.SECTION};
    private static final byte[] SAMPLE = ElfBuilder.sample();

    /** What a file is made of and what the reader has to give back. */
    record Model(ElfClass elfClass, Endian endian, boolean extended, List<String> sections,
            List<byte[]> contents, List<Symbol> symbols, List<Relocation> relocations, boolean rela) {
    }

    @Property(tries = 600)
    void anyChangedBytesGiveAFileOrAnElfException(
            @ForAll @Size(min = 1, max = 6) List<@IntRange(max = 4000) Integer> at,
            @ForAll @Size(6) List<Byte> values) {
        byte[] bytes = SAMPLE.clone();
        for (int i = 0; i < at.size(); i++) {
            bytes[at.get(i) % bytes.length] = values.get(i);
        }
        Exercise.everything(bytes);
    }

    @Property(tries = 400)
    void anyFieldWithAnExtremeValueGivesAFileOrAnElfException(@ForAll @IntRange(max = 500) int field,
            @ForAll("extremes") long value) {
        byte[] bytes = SAMPLE.clone();
        int at = field * 4 % (bytes.length - 8);
        for (int i = 0; i < 8; i++) {
            bytes[at + i] = (byte) (value >> 8 * i);
        }
        Exercise.everything(bytes);
    }

    @Property(tries = 300)
    void anyBytesBehindTheMagicGiveAFileOrAnElfException(@ForAll @Size(max = 400) byte[] tail,
            @ForAll ElfClass elfClass, @ForAll Endian endian) {
        byte[] ident = {0x7f, 'E', 'L', 'F', (byte) elfClass.number(), (byte) endian.number(), 1};
        byte[] bytes = Arrays.copyOf(ident, ident.length + tail.length);
        System.arraycopy(tail, 0, bytes, ident.length, tail.length);
        Exercise.everything(bytes);
    }

    @Property(tries = 200)
    void whatIsWrittenIsRead(@ForAll("models") Model model) {
        ElfBuilder builder = new ElfBuilder(model.elfClass, model.endian, ElfType.REL, Machine.ARM);
        if (model.extended) {
            builder.extendedNumbering();
        }
        for (int i = 0; i < model.sections.size(); i++) {
            builder.section(model.sections.get(i), SectionType.PROGBITS, i, model.contents.get(i), 1L << i);
        }
        int symtab = builder.symbols(model.symbols);
        builder.relocations(".relocations", symtab, 1, model.rela, model.relocations);

        ElfFile file = ElfFile.parse(MemorySegment.ofArray(builder.build()), "model");

        for (int i = 0; i < model.sections.size(); i++) {
            Section section = file.sections().get(i + 1);
            assertThat(section.name()).isEqualTo(model.sections.get(i));
            assertThat(section.flags()).isEqualTo(i);
            assertThat(section.addralign()).isEqualTo(1L << i);
            assertThat(file.content(section).toArray(ValueLayout.JAVA_BYTE)).isEqualTo(model.contents.get(i));
        }
        List<Symbol> symbols = file.symbols().all();
        assertThat(symbols.subList(1, symbols.size())).isEqualTo(model.symbols);
        assertThat(file.relocations(file.section(".relocations").orElseThrow())).isEqualTo(model.relocations);
    }

    @Provide
    Arbitrary<Long> extremes() {
        return Arbitraries.oneOf(Arbitraries.of(0L, -1L, Long.MAX_VALUE, Long.MIN_VALUE, 0xffffffffL,
                1L << 32, 0x7fffffffL, 0xffff0000ffffL), Arbitraries.longs());
    }

    @Provide
    Arbitrary<Model> models() {
        return Combinators.combine(Arbitraries.of(ElfClass.class), Arbitraries.of(Endian.class),
                Arbitraries.of(true, false), Arbitraries.integers().between(1, 12),
                Arbitraries.randomValue(random -> random))
                .as(ElfProperties::model);
    }

    private static Model model(ElfClass elfClass, Endian endian, boolean extended, int size, Random random) {
        boolean wide = elfClass == ElfClass.ELF64;
        List<String> names = new ArrayList<>();
        List<byte[]> contents = new ArrayList<>();
        List<Symbol> symbols = new ArrayList<>();
        List<Relocation> relocations = new ArrayList<>();
        boolean rela = random.nextBoolean();
        for (int i = 0; i < size; i++) {
            names.add(random.nextInt(5) == 0 ? "" : "." + "n\u00f6".repeat(random.nextInt(4)) + i);
            byte[] content = new byte[random.nextInt(20)];
            random.nextBytes(content);
            contents.add(content);
        }
        int[] reserved = {Symbol.SHN_UNDEF, Symbol.SHN_ABS, Symbol.SHN_COMMON};
        for (int i = 1; i <= size * 2; i++) {
            int section = random.nextBoolean() ? 1 + random.nextInt(size) : reserved[random.nextInt(3)];
            symbols.add(new Symbol(i, random.nextInt(6) == 0 ? "" : "symbol" + random.nextInt(8),
                    word(random, wide), word(random, wide), pick(random, BINDINGS), pick(random, TYPES),
                    pick(random, SymbolVisibility.values()), section));
            relocations.add(new Relocation(word(random, wide), random.nextInt(size * 2 + 1),
                    wide ? random.nextInt() : random.nextInt(256),
                    !rela ? 0 : wide ? random.nextLong() : random.nextInt(), rela));
        }
        return new Model(elfClass, endian, extended, names, contents, symbols, relocations, rela);
    }

    private static long word(Random random, boolean wide) {
        return wide ? random.nextLong() : random.nextInt() & 0xffffffffL;
    }

    private static <T> T pick(Random random, T[] values) {
        return values[random.nextInt(values.length)];
    }
}
