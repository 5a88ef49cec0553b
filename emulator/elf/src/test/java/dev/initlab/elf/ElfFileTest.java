package dev.initlab.elf;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

class ElfFileTest {
    @Test
    void sampleIsReadWhole() {
        ElfFile file = parse(ElfBuilder.sample());

        assertThat(file.header().machine()).isEqualTo(Machine.X86_64);
        assertThat(file.header().is(ElfType.REL)).isTrue();
        assertThat(file.header().entry()).isEqualTo(0x1234);
        assertThat(file.header().flags()).isEqualTo(0x5000000);
        assertThat(file.sections()).extracting(Section::name).containsExactly("", ".text", ".data", ".bss",
                ".strtab",
                ".symtab", ".rela.text", ".note.Linux", ".shstrtab");
        assertThat(file.section(".text")).hasValueSatisfying(text -> {
            assertThat(text.has(SectionFlag.EXECINSTR)).isTrue();
            assertThat(text.has(SectionFlag.WRITE)).isFalse();
            assertThat(file.content(text).byteSize()).isEqualTo(32);
        });
        assertThat(file.section(".nowhere")).isEmpty();
        assertThat(file.content(file.sections().get(1)).isReadOnly()).isTrue();
        assertThat(file.content(file.section(".bss").orElseThrow()).byteSize()).isZero();
        assertThat(file.section(".bss").orElseThrow().size()).isEqualTo(64);
        assertThat(file.dynamicSymbols().all()).isEmpty();
    }

    @Test
    void symbolsRelocationsAndNotesAreFound() {
        ElfFile file = parse(ElfBuilder.sample());
        Section relocations = file.section(".rela.text").orElseThrow();
        Symbol init = file.symbols().byName("init").orElseThrow();

        assertThat(file.symbols().all()).hasSize(4);
        assertThat(file.section(init).map(Section::name)).contains(".text");
        assertThat(file.symbols().symbol(1).orElseThrow().isAbsolute()).isTrue();
        assertThat(file.symbols().byName("printk").orElseThrow().isUndefined()).isTrue();
        assertThat(file.symbols().symbol(4)).isEmpty();
        assertThat(file.relocations(relocations)).containsExactly(
                new Relocation(5, 3, 4, -4, true), new Relocation(12, 2, 1, 8, true));
        assertThat(file.target(relocations).map(Section::name)).contains(".text");
        assertThat(file.notes()).hasSize(1).first().satisfies(note -> {
            assertThat(note.name()).isEqualTo("Linux");
            assertThat(note.type()).isEqualTo(257);
            assertThat(note.desc().toArray(ValueLayout.JAVA_BYTE)).containsExactly(1, 2, 3);
        });
    }

    @ParameterizedTest
    @EnumSource(Endian.class)
    void classAndByteOrderMakeNoDifference(Endian endian) {
        for (ElfClass elfClass : ElfClass.values()) {
            ElfBuilder builder = new ElfBuilder(elfClass, endian, ElfType.REL, Machine.ARM);
            int text = builder.section(".text", SectionType.PROGBITS, 6, new byte[16], 4);
            Symbol symbol = new Symbol(1, "f", 8, 4, SymbolBinding.WEAK, SymbolType.FUNC,
                    SymbolVisibility.PROTECTED, text);
            int symbols = builder.symbols(List.of(symbol));
            builder.relocations(".rel.text", symbols, text, false,
                    List.of(new Relocation(4, 1, 28, 0, false)));
            builder.relocations(".rela.text", symbols, text, true,
                    List.of(new Relocation(4, 1, 28, -8, true)));
            builder.segment(SegmentType.LOAD, 5, text, 0x8000, 0x100);

            ElfFile file = parse(builder.build());

            assertThat(file.symbols().symbol(1)).contains(symbol);
            assertThat(file.relocations(file.section(".rel.text").orElseThrow()))
                    .containsExactly(new Relocation(4, 1, 28, 0, false));
            assertThat(file.relocations(file.section(".rela.text").orElseThrow()))
                    .containsExactly(new Relocation(4, 1, 28, -8, true));
            Segment load = file.segments().getFirst();
            assertThat(load.filesz()).isEqualTo(16);
            assertThat(load.memsz()).isEqualTo(0x110);
            assertThat(load.vaddr()).isEqualTo(0x8000);
            assertThat(load.paddr()).isEqualTo(0x8001);
            assertThat(load.executable() && load.readable() && !load.writable()).isTrue();
            assertThat(file.content(load).byteSize()).isEqualTo(16);
        }
    }

    @Test
    void countsInSectionHeaderZeroAreResolved() {
        ElfBuilder builder = new ElfBuilder(ElfClass.ELF64, Endian.LITTLE, ElfType.REL, Machine.X86_64)
                .extendedNumbering();
        int text = builder.section(".text", SectionType.PROGBITS, 6, new byte[16], 4);
        Symbol symbol = new Symbol(1, "f", 8, 4, SymbolBinding.GLOBAL, SymbolType.FUNC,
                SymbolVisibility.DEFAULT, text);
        builder.symbols(List.of(symbol));
        builder.segment(SegmentType.LOAD, 5, text, 0x8000, 0);

        ElfFile file = parse(builder.build());

        assertThat(file.header().shnum()).isZero();
        assertThat(file.header().phnum()).isEqualTo(0xffff);
        assertThat(file.sections()).extracting(Section::name)
                .containsExactly("", ".text", ".strtab", ".symtab", ".symtab_shndx", ".shstrtab");
        assertThat(file.segments()).hasSize(1);
        assertThat(file.symbols().symbol(1)).contains(symbol);
    }

    @Test
    void sectionNumberedLikeAReservedIndexIsASection() {
        ElfBuilder builder = new ElfBuilder(ElfClass.ELF32, Endian.LITTLE, ElfType.REL, Machine.ARM)
                .extendedNumbering();
        for (int i = 0; i < 0xfff2; i++) {
            builder.section("", SectionType.PROGBITS, 0, new byte[0], 1);
        }
        Symbol function = new Symbol(1, "f", 0, 0, SymbolBinding.GLOBAL, SymbolType.FUNC,
                SymbolVisibility.DEFAULT, 0xfff1);
        Symbol absolute = new Symbol(2, "a", 0, 0, SymbolBinding.GLOBAL, SymbolType.FUNC,
                SymbolVisibility.DEFAULT, Symbol.SHN_ABS);
        builder.symbols(List.of(function, absolute));

        SymbolTable symbols = parse(builder.build()).symbols();

        assertThat(symbols.byName("f").orElseThrow()).satisfies(
                symbol -> assertThat(symbol.isAbsolute()).isFalse(),
                symbol -> assertThat(symbol.sectionIndex()).isEqualTo(0xfff1));
        assertThat(symbols.byName("a").orElseThrow().isAbsolute()).isTrue();
    }

    @Test
    void globalWinsOverWeakOverLocalAndDefinedOverUndefined() {
        ElfBuilder builder = new ElfBuilder(ElfClass.ELF64, Endian.LITTLE, ElfType.REL, Machine.X86_64);
        int text = builder.section(".text", SectionType.PROGBITS, 6, new byte[16], 4);
        builder.symbols(List.of(
                symbol(1, "a", SymbolBinding.LOCAL, text), symbol(2, "a", SymbolBinding.WEAK, text),
                symbol(3, "a", SymbolBinding.GLOBAL, text), symbol(4, "b", SymbolBinding.LOCAL, text),
                symbol(5, "b", SymbolBinding.LOCAL, text), symbol(6, "c", SymbolBinding.GLOBAL, 0),
                symbol(7, "c", SymbolBinding.GLOBAL, text), symbol(8, "c", SymbolBinding.WEAK, text)));

        SymbolTable symbols = parse(builder.build()).symbols();

        assertThat(symbols.byName("a").map(Symbol::index)).contains(3);
        assertThat(symbols.byName("b").map(Symbol::index)).contains(4);
        assertThat(symbols.byName("c").map(Symbol::index)).contains(7);
        assertThat(symbols.byName("")).isEmpty();
    }

    @Test
    void notesAlignedToEightArePaddedToEight() {
        for (int padding : new int[] {4, 8}) {
            ElfBuilder builder = new ElfBuilder(ElfClass.ELF64, Endian.LITTLE, ElfType.REL, Machine.X86_64);
            byte[] first = ElfBuilder.note(Endian.LITTLE, padding, "GNU", 5, new byte[12]);
            byte[] second = ElfBuilder.note(Endian.LITTLE, padding, "Linux", 6, new byte[] {7});
            byte[] both = Arrays.copyOf(first, first.length + second.length);
            System.arraycopy(second, 0, both, first.length, second.length);
            int section = builder.section(".note", SectionType.NOTE, 2, both, padding);
            builder.segment(SegmentType.NOTE, 4, section, 0, 0);

            assertThat(parse(builder.build()).notes()).as("padding " + padding)
                    .extracting(Note::name, Note::type)
                    .containsExactly(tuple("GNU", 5), tuple("Linux", 6));
        }
    }

    @Test
    void stringsAreListedAndFoundByOffset() {
        ElfFile file = parse(ElfBuilder.sample());
        StringTable strings = file.strings(file.section(".strtab").orElseThrow());

        assertThat(strings.all()).containsExactly("", "t.c", "init", "printk");
        assertThat(strings.at(1)).isEqualTo("t.c");
        assertThat(strings.at(2)).isEqualTo(".c");
        assertThatThrownBy(() -> strings.at(100)).isInstanceOf(ElfException.class);
        assertThatThrownBy(() -> strings.at(-1)).isInstanceOf(ElfException.class);
    }

    @Test
    void mappedAndNativeMemoryAreReadLikeHeap(@TempDir Path directory) throws IOException {
        byte[] bytes = ElfBuilder.sample();
        Path path = Files.write(directory.resolve("sample.o"), bytes);
        ElfFile mapped = ElfFile.read(path);

        assertThat(mapped.name()).isEqualTo(path.toString());
        assertThat(mapped.sections()).isEqualTo(parse(bytes).sections());
        assertThat(mapped.content(mapped.sections().get(1)).isReadOnly()).isTrue();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment offHeap = arena.allocate(bytes.length).copyFrom(MemorySegment.ofArray(bytes));
            ElfFile file = ElfFile.parse(offHeap, "native");
            assertThat(file.symbols().all()).isEqualTo(parse(bytes).symbols().all());
        }
        assertThatThrownBy(() -> ElfFile.read(directory.resolve("absent"))).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> ElfFile.read(Files.createFile(directory.resolve("empty"))))
                .isInstanceOf(ElfException.class)
                .hasMessageEndingWith("empty: offset 0x0: not an ELF file: only 0 bytes");
    }

    @Test
    void whatNameNoMachineHasIsOther() {
        assertThat(Machine.of(183)).isEqualTo(Machine.AARCH64);
        assertThat(Machine.of(9999)).isEqualTo(Machine.OTHER);
        assertThat(SectionType.of(8)).isEqualTo(Optional.of(SectionType.NOBITS));
        assertThat(SectionType.of(0x12345678)).isEmpty();
        assertThat(SegmentType.of(4)).contains(SegmentType.NOTE);
        assertThat(Aarch64Relocation.of(283)).contains(Aarch64Relocation.R_AARCH64_CALL26);
        assertThat(ArmRelocation.of(-1)).isEmpty();
    }

    private static Symbol symbol(int index, String name, SymbolBinding binding, int section) {
        return new Symbol(index, name, 0, 0, binding, SymbolType.NOTYPE, SymbolVisibility.DEFAULT, section);
    }

    private static ElfFile parse(byte[] bytes) {
        return ElfFile.parse(MemorySegment.ofArray(bytes), "sample");
    }
}
