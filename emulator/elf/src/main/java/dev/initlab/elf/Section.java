package dev.initlab.elf;

/**
 * A section whose name is resolved and whose bytes lie inside the file (ELF gABI 4.2).
 *
 * @param index     which header of the table this is
 * @param name      from the section name table; empty in a file without one
 * @param type      sh_type, see {@link SectionType}
 * @param flags     sh_flags, see {@link SectionFlag}
 * @param address   sh_addr, unsigned
 * @param offset    sh_offset
 * @param size      sh_size; may exceed the file for NOBITS only
 * @param link      sh_link, unsigned 32 bit, not checked: its meaning depends on the type
 * @param info      sh_info, unsigned 32 bit, not checked
 * @param addralign sh_addralign: 0 or a power of two
 * @param entsize   sh_entsize, unsigned
 */
public record Section(int index, String name, int type, long flags, long address, long offset, long size,
        long link, long info, long addralign, long entsize) {

    /** Whether sh_type is this one. */
    public boolean is(SectionType wanted) {
        return type == wanted.number();
    }

    /** Whether the flag is set in sh_flags. */
    public boolean has(SectionFlag flag) {
        return (flags & flag.mask()) != 0;
    }

    /** Whether the section takes bytes of the file: neither NOBITS nor the inactive NULL header. */
    public boolean occupiesFile() {
        return !is(SectionType.NOBITS) && !is(SectionType.NULL);
    }
}
