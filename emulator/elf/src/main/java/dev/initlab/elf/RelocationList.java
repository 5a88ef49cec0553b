package dev.initlab.elf;

import java.util.AbstractList;
import java.util.Objects;
import java.util.RandomAccess;

/** The entries of one REL or RELA section, decoded when asked for: tens of thousands cost nothing. */
final class RelocationList extends AbstractList<Relocation> implements RandomAccess {
    private final RawElf raw;
    private final long offset;
    private final boolean rela;
    private final int count;

    RelocationList(RawElf raw, long offset, boolean rela, int count) {
        this.raw = raw;
        this.offset = offset;
        this.rela = rela;
        this.count = count;
    }

    @Override
    public Relocation get(int index) {
        return raw.relocation(offset, rela, Objects.checkIndex(index, count));
    }

    @Override
    public int size() {
        return count;
    }
}
