package dev.initlab.elf;

/**
 * An entry of a REL or RELA section (ELF gABI 4.4).
 *
 * @param offset         r_offset, unsigned: section-relative in ET_REL, an address otherwise
 * @param symbolIndex    index in the linked symbol table; from {@link RawElf} any unsigned 32-bit value
 * @param type           the psABI's number, unsigned: 32 bits in ELF64, 8 bits in ELF32
 * @param addend         r_addend, sign-extended; 0 for REL, where the addend stands in the relocated place
 * @param explicitAddend whether the entry came from a RELA section
 */
public record Relocation(long offset, int symbolIndex, int type, long addend, boolean explicitAddend) {
}
