package dev.initlab.elf;

import java.util.Optional;

/** sh_type, one a line (ELF gABI 4.2, GNU and psABI additions); processor types overlap, ARM's are here. */
public enum SectionType {
    NULL(0), // inactive header
    PROGBITS(1), // program contents
    SYMTAB(2), // link-time symbols
    STRTAB(3), // strings
    RELA(4), // relocations with addends
    HASH(5), // System V symbol hash
    DYNAMIC(6), // dynamic linking information
    NOTE(7), // notes
    NOBITS(8), // zeroes, no bytes in the file
    REL(9), // relocations without addends
    SHLIB(10), // reserved
    DYNSYM(11), // dynamic linking symbols
    INIT_ARRAY(14), // constructors
    FINI_ARRAY(15), // destructors
    PREINIT_ARRAY(16), // constructors that run first
    GROUP(17), // section group (COMDAT)
    SYMTAB_SHNDX(18), // section indices too big for st_shndx
    RELR(19), // packed relative relocations
    LLVM_ADDRSIG(0x6fff4c03), // address-significant symbols
    GNU_ATTRIBUTES(0x6ffffff5), // object attributes
    GNU_HASH(0x6ffffff6), // GNU symbol hash
    GNU_VERDEF(0x6ffffffd), // version definitions
    GNU_VERNEED(0x6ffffffe), // version needs
    GNU_VERSYM(0x6fffffff), // version of each symbol
    ARM_EXIDX(0x70000001), // ARM unwind index
    ARM_ATTRIBUTES(0x70000003); // ARM build attributes

    private final int number;

    SectionType(int number) {
        this.number = number;
    }

    /** The type with that number. */
    public static Optional<SectionType> of(int number) {
        for (SectionType type : values()) {
            if (type.number == number) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    public int number() {
        return number;
    }
}
