package dev.initlab.elf;

/**
 * The fields of a Sym, unchecked (ELF gABI 4.3). {@link Symbol} is the checked form.
 *
 * @param index      place in its table
 * @param nameOffset st_name, unsigned 32 bit
 * @param value      st_value, unsigned
 * @param size       st_size, unsigned
 * @param info       st_info, 0 to 255
 * @param other      st_other, 0 to 255
 * @param shndx      st_shndx, 0 to 0xffff, SHN_XINDEX not resolved
 */
public record SymbolEntry(int index, long nameOffset, long value, long size, int info, int other, int shndx) {

    /** ELF_ST_BIND. */
    public SymbolBinding binding() {
        return SymbolBinding.of(info >> 4);
    }

    /** ELF_ST_TYPE. */
    public SymbolType type() {
        return SymbolType.of(info & 0xf);
    }

    /** ELF_ST_VISIBILITY. */
    public SymbolVisibility visibility() {
        return SymbolVisibility.of(other & 3);
    }
}
