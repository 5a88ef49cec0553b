package dev.initlab.elf;

/** sh_flags, one a line (ELF gABI 4.2, psABIs). */
public enum SectionFlag {
    WRITE(0x1), // writable at run time
    ALLOC(0x2), // occupies memory at run time
    EXECINSTR(0x4), // holds instructions
    MERGE(0x10), // entries may be merged
    STRINGS(0x20), // holds NUL-terminated strings
    INFO_LINK(0x40), // sh_info is a section index
    LINK_ORDER(0x80), // ordered like the section sh_link names
    OS_NONCONFORMING(0x100), // needs OS-specific handling
    GROUP(0x200), // member of a section group
    TLS(0x400), // thread-local storage
    COMPRESSED(0x800), // starts with a Chdr
    GNU_RETAIN(0x200000), // kept by --gc-sections
    EXCLUDE(0x80000000L); // left out by the link editor

    private final long mask;

    SectionFlag(long mask) {
        this.mask = mask;
    }

    public long mask() {
        return mask;
    }
}
