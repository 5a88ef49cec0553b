package dev.initlab.elf;

import java.lang.foreign.MemorySegment;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RawElfTest {
    @Test
    void readsWhatTheStrictReaderRefuses() {
        byte[] bytes = ElfBuilder.sample();
        bytes[4] = 9; // EI_CLASS
        bytes[5] = 9; // EI_DATA
        bytes[6] = 9; // EI_VERSION
        bytes[52] = 9; // e_ehsize
        bytes[62] = 99; // e_shstrndx

        RawElf raw = RawElf.as(MemorySegment.ofArray(bytes), "broken", ElfClass.ELF64, Endian.LITTLE);

        assertThat(raw.hasMagic()).isTrue();
        assertThat(raw.header().shnum()).isEqualTo(9);
        assertThat(raw.header().shstrndx()).isEqualTo(99);
        assertThat(raw.header().machineNumber()).isEqualTo(62);
        assertThat(raw.header().machine()).isEqualTo(Machine.X86_64);
        SectionHeader text = raw.sectionHeader(1);
        assertThat(text.has(SectionFlag.EXECINSTR)).isTrue();
        assertThat(raw.string(raw.sectionHeader(8), text.nameOffset())).isEqualTo(".text");
        assertThat(raw.content(text).byteSize()).isEqualTo(32);
        assertThat(raw.content(raw.sectionHeader(3)).byteSize()).isZero();
        assertThat(raw.symbol(raw.sectionHeader(5), 2).binding()).isEqualTo(SymbolBinding.GLOBAL);
        assertThat(raw.symbol(raw.sectionHeader(5), 2).visibility()).isEqualTo(SymbolVisibility.HIDDEN);
        assertThat(raw.symbol(raw.sectionHeader(5), 1).shndx()).isEqualTo(0xfff1);
        assertThat(raw.relocation(raw.sectionHeader(6), 1)).isEqualTo(new Relocation(12, 2, 1, 8, true));
        assertThat(raw.programHeader(0).is(SegmentType.NOTE)).isTrue();
    }

    @Test
    void everyAccessOutsideTheFileIsRefused() {
        RawElf raw = RawElf.of(MemorySegment.ofArray(ElfBuilder.sample()), "sample");
        SectionHeader wild = new SectionHeader(1, -1, 1, 0, 0, -8, 16, 0, 0, 1, 0);
        SectionHeader far = new SectionHeader(1, 0, 1, 0, 0, Long.MAX_VALUE, Long.MAX_VALUE, 0, 0, 1, 0);

        for (SectionHeader section : new SectionHeader[] {wild, far}) {
            assertThatThrownBy(() -> raw.content(section)).isInstanceOf(ElfException.class);
            assertThatThrownBy(() -> raw.symbol(section, 0)).isInstanceOf(ElfException.class);
            assertThatThrownBy(() -> raw.relocation(section, 0)).isInstanceOf(ElfException.class);
            assertThatThrownBy(() -> raw.string(section, 0)).isInstanceOf(ElfException.class);
        }
        SectionHeader wrapping = new SectionHeader(1, 0, 4, 0, 0, -24, 48, 0, 0, 1, 0);
        assertThatThrownBy(() -> raw.symbol(wrapping, 1)).isInstanceOf(ElfException.class);
        assertThatThrownBy(() -> raw.relocation(wrapping, 1)).isInstanceOf(ElfException.class);
        assertThatThrownBy(() -> raw.sectionHeader(9)).isInstanceOf(ElfException.class)
                .hasMessageContaining("section header 9 lies beyond the end of the file");
        assertThatThrownBy(() -> raw.sectionHeader(-1)).isInstanceOf(ElfException.class)
                .hasMessageContaining("section header 4294967295 lies beyond");
        assertThatThrownBy(() -> raw.programHeader(1 << 20)).isInstanceOf(ElfException.class);
        assertThatThrownBy(() -> raw.slice(1, Long.MAX_VALUE)).isInstanceOf(ElfException.class);
    }

    @Test
    void rangesAreCheckedWithoutOverflow() {
        RawElf raw = RawElf.as(MemorySegment.ofArray(new byte[16]), "zeroes", ElfClass.ELF64, Endian.LITTLE);

        assertThat(raw.hasMagic()).isFalse();
        assertThat(raw.size()).isEqualTo(16);
        assertThat(raw.holds(0, 16)).isTrue();
        assertThat(raw.holds(16, 0)).isTrue();
        assertThat(raw.holds(16, 1)).isFalse();
        assertThat(raw.holds(17, 0)).isFalse();
        assertThat(raw.holds(8, Long.MAX_VALUE)).isFalse();
        assertThat(raw.holds(Long.MAX_VALUE, Long.MAX_VALUE)).isFalse();
        assertThat(raw.holds(-8, 16)).isFalse();
        assertThatThrownBy(raw::header).isInstanceOf(ElfException.class)
                .hasMessage("zeroes: offset 0x0: ELF header of 64 bytes reaches beyond the end of the file"
                        + " (16 bytes)");
    }

    @Test
    void emptyFileHasNothing() {
        RawElf raw = RawElf.as(MemorySegment.ofArray(new byte[0]), "empty", ElfClass.ELF32, Endian.BIG);

        assertThat(raw.hasMagic()).isFalse();
        assertThatThrownBy(raw::header).isInstanceOf(ElfException.class);
        assertThat(raw.slice(0, 0).byteSize()).isZero();
    }
}
