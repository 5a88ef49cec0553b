package dev.initlab.elf;

/**
 * The fields of an Ehdr, as the file has them (ELF gABI 4.1).
 *
 * <p>16-bit fields are widened unsigned. {@code phnum}, {@code shnum} and {@code shstrndx} are the raw
 * fields: with extended numbering the true values stand in section header 0, and {@link ElfFile} has
 * resolved them in {@code segments()} and {@code sections()}.
 *
 * @param elfClass      the class the header was read with
 * @param endian        the byte order the header was read with
 * @param osAbi         EI_OSABI
 * @param abiVersion    EI_ABIVERSION
 * @param type          e_type, see {@link ElfType}
 * @param machine       e_machine, OTHER when the table lacks it
 * @param machineNumber e_machine as a number
 * @param version       e_version
 * @param entry         e_entry, unsigned
 * @param phoff         e_phoff, unsigned
 * @param shoff         e_shoff, unsigned
 * @param flags         e_flags
 * @param ehsize        e_ehsize
 * @param phentsize     e_phentsize
 * @param phnum         e_phnum
 * @param shentsize     e_shentsize
 * @param shnum         e_shnum
 * @param shstrndx      e_shstrndx
 */
public record ElfHeader(ElfClass elfClass, Endian endian, int osAbi, int abiVersion, int type,
        Machine machine, int machineNumber, int version, long entry, long phoff, long shoff, int flags,
        int ehsize, int phentsize, int phnum, int shentsize, int shnum, int shstrndx) {

    /** Whether e_type is this one. */
    public boolean is(ElfType wanted) {
        return type == wanted.number();
    }
}
