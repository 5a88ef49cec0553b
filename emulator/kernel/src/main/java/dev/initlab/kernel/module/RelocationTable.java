package dev.initlab.kernel.module;

import java.util.AbstractList;
import java.util.Objects;
import java.util.RandomAccess;

import dev.initlab.elf.ElfFile;
import dev.initlab.elf.Relocation;
import dev.initlab.elf.Section;
import dev.initlab.elf.SectionHeader;
import dev.initlab.elf.SectionType;

/**
 * The whole entries of a REL or RELA section, as the loader takes them: it looks at neither
 * {@code sh_entsize} nor {@code sh_link}.
 */
final class RelocationTable extends AbstractList<Relocation> implements RandomAccess {
    private final ElfFile elf;
    private final SectionHeader header;
    private final int size;

    RelocationTable(ElfFile elf, Section section) {
        this.elf = elf;
        header = new SectionHeader(section.index(), 0, section.type(), section.flags(), section.address(),
                section.offset(), section.size(), section.link(), section.info(), section.addralign(),
                section.entsize());
        var elfClass = elf.raw().elfClass();
        size = (int) (section.size() / (section.is(SectionType.RELA) ? elfClass.relaSize() : elfClass.relSize()));
    }

    @Override
    public Relocation get(int index) {
        return elf.raw().relocation(header, Objects.checkIndex(index, size));
    }

    @Override
    public int size() {
        return size;
    }
}
