package dev.initlab.elf;

/**
 * The fields of a Phdr (ELF gABI 5.1).
 *
 * <p>From {@link ElfFile} its bytes lie inside the file; from {@link RawElf} nothing is known.
 *
 * @param index  which header of the table this is
 * @param type   p_type, see {@link SegmentType}
 * @param flags  p_flags: 1 execute, 2 write, 4 read
 * @param offset p_offset, unsigned
 * @param vaddr  p_vaddr, unsigned
 * @param paddr  p_paddr, unsigned
 * @param filesz p_filesz, unsigned
 * @param memsz  p_memsz, unsigned
 * @param align  p_align, unsigned
 */
public record Segment(int index, int type, int flags, long offset, long vaddr, long paddr, long filesz,
        long memsz, long align) {

    /** Whether p_type is this one. */
    public boolean is(SegmentType wanted) {
        return type == wanted.number();
    }

    public boolean executable() {
        return (flags & 1) != 0;
    }

    public boolean writable() {
        return (flags & 2) != 0;
    }

    public boolean readable() {
        return (flags & 4) != 0;
    }
}
