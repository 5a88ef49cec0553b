package dev.initlab.elf;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Files that lie. Offsets are those of ELF64: gABI 4.1 (Ehdr), 4.2 (Shdr), 4.3 (Sym). */
class HostileInputTest {
    private static final int TEXT = 1;
    private static final int SYMTAB = 5;
    private static final int RELA = 6;
    private static final int NOTE = 7;
    private static final int SHSTRTAB = 8;

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        // at | bytes | value | what the message says
        "0   | 1 | 0x7e               | offset 0x0: not an ELF file: the magic is not \\x7fELF",
        "4   | 1 | 3                  | offset 0x4: EI_CLASS is 3, not 1 or 2",
        "5   | 1 | 0                  | offset 0x5: EI_DATA is 0, not 1 or 2",
        "6   | 1 | 2                  | offset 0x6: ELF version is not 1",
        "20  | 4 | 7                  | offset 0x14: ELF version is not 1",
        "52  | 2 | 65                 | e_ehsize is 65, not 64",
        "54  | 2 | 32                 | e_phentsize is 32, not 56",
        "56  | 2 | 0xfffe             | program header table of 65534 entries reaches beyond the end",
        "32  | 8 | 0xfffffffffffffff0 | offset 0xfffffffffffffff0: program header table",
        "58  | 2 | 40                 | e_shentsize is 40, not 64",
        "60  | 2 | 0xffff             | section header table of 65535 entries reaches beyond the end",
        "60  | 2 | 0                  | the section header table has no entries",
        "40  | 8 | 0                  | e_shnum is 9 but there is no section header table",
        "40  | 8 | 0x7fffffffffffffff | offset 0x7fffffffffffffff: section header 0 lies beyond the end",
        "62  | 2 | 9                  | section name table 9 of 9 sections",
        "62  | 2 | 1                  | section name table 1 is not of type STRTAB",
    })
    void headerFieldsAreChecked(int at, int width, String value, String message) {
        assertThatThrownBy(() -> parse(bytes -> put(bytes, at, width, Long.parseUnsignedLong(
                value.startsWith("0x") ? value.substring(2) : value, value.startsWith("0x") ? 16 : 10))))
                .isInstanceOf(ElfException.class).hasMessageStartingWith("hostile: offset 0x")
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "24 | 8 | ffffffffffffffff | section 1 of 32 bytes reaches beyond the end of the file",
        "32 | 8 | ffffffffffffffff | section 1 of 18446744073709551615 bytes reaches beyond the end",
        "48 | 8 | 3                | section 1: sh_addralign 0x3 is no power of two",
        "0  | 4 | ffffffff         | section name at 4294967295 lies outside its string table",
    })
    void sectionFieldsAreChecked(int field, int width, String hex, String message) {
        assertThatThrownBy(() -> parse(bytes -> put(bytes, section(bytes, TEXT) + field, width,
                Long.parseUnsignedLong(hex, 16)))).isInstanceOf(ElfException.class)
                .hasMessageContaining(message);
    }

    @Test
    void nobitsMayClaimWhatItLikes() {
        ElfFile file = parse(bytes -> {
            put(bytes, section(bytes, TEXT) + 4, 4, SectionType.NOBITS.number());
            put(bytes, section(bytes, TEXT) + 24, 8, -1);
            put(bytes, section(bytes, TEXT) + 32, 8, -1);
        });
        assertThat(file.content(file.sections().get(TEXT)).byteSize()).isZero();
    }

    @Test
    void sectionZeroMustBeNull() {
        assertThatThrownBy(() -> parse(bytes -> put(bytes, section(bytes, 0) + 4, 4, 1)))
                .isInstanceOf(ElfException.class)
                .hasMessageContaining("section header 0 is not of type NULL");
    }

    @Test
    void sectionNamesMustEnd() {
        assertThatThrownBy(() -> parse(bytes -> {
            long size = get(bytes, section(bytes, SHSTRTAB) + 32, 8);
            put(bytes, content(bytes, SHSTRTAB) + (int) size - 1, 1, 'x');
        })).isInstanceOf(ElfException.class).hasMessageContaining("section name has no terminating NUL");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "40 | 4 | 1  | sh_link names no string table",
        "40 | 4 | 99 | sh_link names no string table",
        "56 | 8 | 16 | sh_entsize is 16, not 24",
        "56 | 8 | 0  | sh_entsize is 0, not 24",
        "32 | 8 | 25 | sh_size 25 is no multiple of 24",
        "4  | 4 | 2  | ",
    })
    void symbolTableIsChecked(int field, int width, long value, String message) {
        ElfFile file = parse(bytes -> put(bytes, section(bytes, SYMTAB) + field, width, value));
        if (message == null) {
            assertThat(file.symbols().all()).hasSize(4);
        } else {
            assertThatThrownBy(file::symbols).isInstanceOf(ElfException.class).hasMessageContaining(message)
                    .hasMessageContaining("section 5 '.symtab' ");
        }
    }

    @Test
    void symbolsAreChecked() {
        assertThatThrownBy(() -> parse(bytes -> put(bytes, symbol(bytes, 2), 4, 1000)).symbols())
                .hasMessageContaining("symbol name at 1000 lies outside its string table");
        assertThatThrownBy(() -> parse(bytes -> put(bytes, symbol(bytes, 2) + 6, 2, 9)).symbols())
                .hasMessageContaining("symbol 2 lies in section 9, but there are 9");
        assertThatThrownBy(() -> parse(bytes -> put(bytes, symbol(bytes, 2) + 6, 2, 0xffff)).symbols())
                .hasMessageContaining("symbol 2 needs an extended section index");
        assertThatThrownBy(() -> parse(bytes -> {
            put(bytes, section(bytes, NOTE) + 4, 4, SectionType.SYMTAB_SHNDX.number());
            put(bytes, section(bytes, NOTE) + 40, 4, SYMTAB);
            put(bytes, section(bytes, NOTE) + 32, 8, 15);
        }).symbols()).hasMessageContaining("fewer extended section indices than symbols");
    }

    @Test
    void relocationsAreChecked() {
        assertThatThrownBy(() -> relocations(bytes -> put(bytes, section(bytes, RELA) + 56, 8, 16)))
                .hasMessageContaining("sh_entsize is 16, not 24");
        assertThatThrownBy(() -> relocations(bytes -> put(bytes, section(bytes, RELA) + 32, 8, 47)))
                .hasMessageContaining("sh_size 47 is no multiple of 24");
        assertThatThrownBy(() -> relocations(bytes -> put(bytes, section(bytes, RELA) + 4, 4, 1)))
                .hasMessageContaining("is no relocation section");
        assertThatThrownBy(() -> relocations(bytes -> put(bytes, content(bytes, RELA) + 12, 4, 4)))
                .hasMessageContaining("relocation 0 names symbol 4, but there are 4");
        assertThatThrownBy(() -> relocations(bytes -> put(bytes, section(bytes, RELA) + 40, 4, 0)))
                .hasMessageContaining("relocation 0 names symbol 3, but there are 1");
        assertThatThrownBy(() -> relocations(bytes -> put(bytes, 18, 2, Machine.MIPS.number())))
                .hasMessageContaining("MIPS64");
    }

    @Test
    void notesAreChecked() {
        assertThatThrownBy(() -> parse(bytes -> put(bytes, content(bytes, NOTE), 4, 0xffffffffL)).notes())
                .hasMessageContaining("note reaches beyond its section or segment");
        assertThatThrownBy(() -> parse(bytes -> put(bytes, content(bytes, NOTE) + 4, 4, 0xffffffffL)).notes())
                .hasMessageContaining("note reaches beyond its section or segment");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "8  | ffffffffffffffff | segment 0 of 0 bytes reaches beyond the end of the file",
        "32 | ffffffffffffffff | segment 0 of 18446744073709551615 bytes reaches beyond the end of the file",
        "32 | 20               | segment 0: p_filesz is greater than p_memsz",
        "16 | fffffffffffffff9 | segment 0 wraps around the address space",
    })
    void segmentsAreChecked(int field, String hex, String message) {
        ElfBuilder builder = new ElfBuilder(ElfClass.ELF64, Endian.LITTLE, ElfType.EXEC, Machine.X86_64);
        builder.segment(SegmentType.LOAD, 5, 0, 0x1000, 8);
        byte[] bytes = builder.build();
        put(bytes, 64 + field, 8, Long.parseUnsignedLong(hex, 16));

        assertThatThrownBy(() -> ElfFile.parse(MemorySegment.ofArray(bytes), "hostile"))
                .isInstanceOf(ElfException.class).hasMessageContaining(message);
    }

    @Test
    void segmentMayEndWithTheAddressSpace() {
        ElfBuilder builder = new ElfBuilder(ElfClass.ELF64, Endian.LITTLE, ElfType.EXEC, Machine.X86_64);
        builder.segment(SegmentType.LOAD, 5, 0, -8, 8);
        assertThat(ElfFile.parse(MemorySegment.ofArray(builder.build()), "edge").segments()).hasSize(1);
    }

    @Test
    void namesThatShareOneLongTailAreRefused() {
        // 4000 sections, each named by almost all of a string of 100000: 400 MB of names in a file of 0.4 MB.
        ElfBuilder builder = new ElfBuilder(ElfClass.ELF64, Endian.LITTLE, ElfType.REL, Machine.X86_64);
        builder.section("x".repeat(100_000), SectionType.PROGBITS, 0, new byte[0], 1);
        for (int i = 1; i < 4000; i++) {
            builder.section("", SectionType.PROGBITS, 0, new byte[0], 1);
        }
        byte[] bytes = builder.build();
        for (int i = 1; i < 4000; i++) {
            put(bytes, section(bytes, i), 4, 1 + i % 100);
        }
        assertThatThrownBy(() -> ElfFile.parse(MemorySegment.ofArray(bytes), "hostile"))
                .isInstanceOf(ElfException.class)
                .hasMessageContaining("names add up to more than 16 times the file");
    }

    @Test
    void messageIsOneShortLineWhateverTheNames() {
        ElfBuilder builder = new ElfBuilder(ElfClass.ELF64, Endian.LITTLE, ElfType.REL, Machine.X86_64);
        builder.section("a\n\u001b[1m" + "b".repeat(1000), SectionType.PROGBITS, 0, new byte[0], 1);
        ElfFile file = ElfFile.parse(MemorySegment.ofArray(builder.build()), "new\nline");

        assertThatThrownBy(() -> file.relocations(file.sections().get(1))).isInstanceOf(ElfException.class)
                .hasMessageMatching("new\\\\x0aline: offset 0x[0-9a-f]+: "
                        + "section 1 'a\\\\x0a\\\\x1b\\[1mb{50,60}\\.\\.\\.' "
                        + "is no relocation section");
    }

    @Test
    void notesThatOverlapAreRefused() {
        ElfBuilder builder = new ElfBuilder(ElfClass.ELF64, Endian.LITTLE, ElfType.REL, Machine.X86_64);
        byte[] note = ElfBuilder.note(Endian.LITTLE, 4, "GNU", 1, new byte[3000]);
        List<Integer> sections = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            sections.add(builder.section(".note" + i, SectionType.NOTE, 0, i == 0 ? note : new byte[0], 4));
        }
        byte[] bytes = builder.build();
        for (int section : sections) {
            put(bytes, section(bytes, section) + 24, 8, content(bytes, sections.getFirst()));
            put(bytes, section(bytes, section) + 32, 8, note.length);
        }
        ElfFile file = ElfFile.parse(MemorySegment.ofArray(bytes), "hostile");
        assertThatThrownBy(file::notes).isInstanceOf(ElfException.class)
                .hasMessageContaining("note areas add up to more than the file");
    }

    @Test
    void extendedCountsAreNotBelieved() {
        for (long count : new long[] {-1, Long.MAX_VALUE, 1L << 58, 1L << 32, 10}) {
            assertThatThrownBy(() -> parse(bytes -> {
                put(bytes, 60, 2, 0);
                put(bytes, section(bytes, 0) + 32, 8, count);
            })).as("count " + count).isInstanceOf(ElfException.class)
                    .hasMessageContaining("section header table of");
        }
        assertThatThrownBy(() -> parse(bytes -> {
            put(bytes, 56, 2, 0xffff);
            put(bytes, section(bytes, 0) + 44, 4, 0xffffffffL);
        })).isInstanceOf(ElfException.class)
                .hasMessageContaining("program header table of 4294967295 entries");
    }

    @Test
    void everyTruncationIsAnElfExceptionOrAFile() {
        byte[] bytes = ElfBuilder.sample();
        int refused = 0;
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            Exercise.everything(cut);
            try {
                ElfFile.parse(MemorySegment.ofArray(cut), "cut");
            } catch (ElfException e) {
                refused++;
            }
        }
        assertThat(refused).as("the section header table is at the end").isEqualTo(bytes.length);
    }

    private static List<Relocation> relocations(Consumer<byte[]> change) {
        ElfFile file = parse(change);
        return file.relocations(file.sections().get(RELA));
    }

    private static ElfFile parse(Consumer<byte[]> change) {
        byte[] bytes = ElfBuilder.sample();
        change.accept(bytes);
        return ElfFile.parse(MemorySegment.ofArray(bytes), "hostile");
    }

    private static int section(byte[] bytes, int index) {
        return (int) get(bytes, 40, 8) + index * 64;
    }

    private static int symbol(byte[] bytes, int index) {
        return content(bytes, SYMTAB) + index * 24;
    }

    private static int content(byte[] bytes, int section) {
        return (int) get(bytes, section(bytes, section) + 24, 8);
    }

    private static long get(byte[] bytes, int at, int width) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        return width == 8 ? buffer.getLong(at) : buffer.getInt(at);
    }

    private static void put(byte[] bytes, int at, int width, long value) {
        for (int i = 0; i < width; i++) {
            bytes[at + i] = (byte) (value >> 8 * i);
        }
    }
}
