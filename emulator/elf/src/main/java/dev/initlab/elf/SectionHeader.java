package dev.initlab.elf;

/**
 * The fields of a Shdr, unchecked (ELF gABI 4.2).
 *
 * <p>Nothing is known about them: offset and size may lie outside the file. {@link Section} is the
 * checked form.
 *
 * @param index      which header of the table this is
 * @param nameOffset sh_name, unsigned 32 bit
 * @param type       sh_type
 * @param flags      sh_flags
 * @param address    sh_addr, unsigned
 * @param offset     sh_offset, unsigned
 * @param size       sh_size, unsigned
 * @param link       sh_link, unsigned 32 bit
 * @param info       sh_info, unsigned 32 bit
 * @param addralign  sh_addralign, unsigned
 * @param entsize    sh_entsize, unsigned
 */
public record SectionHeader(int index, long nameOffset, int type, long flags, long address, long offset,
        long size, long link, long info, long addralign, long entsize) {

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
