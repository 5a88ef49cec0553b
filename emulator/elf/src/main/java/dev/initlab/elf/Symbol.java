package dev.initlab.elf;

/**
 * An entry of a symbol table (ELF gABI 4.3).
 *
 * <p>A section index that needs SHT_SYMTAB_SHNDX is resolved. Indices with a special meaning are
 * negative here, so that they cannot be taken for section 0xfff1 of a file that has so many.
 *
 * @param index        place in its table
 * @param name         from the linked string table; empty when the symbol has none
 * @param value        st_value, unsigned: section-relative in ET_REL, an address otherwise
 * @param size         st_size, unsigned
 * @param binding      st_info, upper half
 * @param type         st_info, lower half
 * @param visibility   st_other, lower two bits
 * @param sectionIndex index in the section header table, or {@link #SHN_UNDEF}, {@link #SHN_ABS},
 *                     {@link #SHN_COMMON} or another negative reserved index
 */
public record Symbol(int index, String name, long value, long size, SymbolBinding binding, SymbolType type,
        SymbolVisibility visibility, int sectionIndex) {

    /** Undefined: to be found elsewhere. */
    public static final int SHN_UNDEF = 0;

    /** An absolute value, 0xfff1 in the file. */
    public static final int SHN_ABS = 0xfff1 - 0x10000;

    /** An unallocated common block, 0xfff2 in the file. */
    public static final int SHN_COMMON = 0xfff2 - 0x10000;

    /** Whether the symbol is to be found elsewhere. */
    public boolean isUndefined() {
        return sectionIndex == SHN_UNDEF;
    }

    /** Whether the value is no address of a section. */
    public boolean isAbsolute() {
        return sectionIndex == SHN_ABS;
    }

    /** Whether it is a common block without a section yet. */
    public boolean isCommon() {
        return sectionIndex == SHN_COMMON;
    }

    /** Whether {@code sectionIndex} is the index of a section. */
    public boolean isInSection() {
        return sectionIndex > 0;
    }

    /** Whether only its own object sees it. */
    public boolean isLocal() {
        return binding == SymbolBinding.LOCAL;
    }
}
