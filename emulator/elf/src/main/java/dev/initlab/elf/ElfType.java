package dev.initlab.elf;

/** e_type: what kind of file it is (ELF gABI 4.1). */
public enum ElfType {
    NONE(0), // no file type
    REL(1), // relocatable: an object or a kernel module
    EXEC(2), // linked at fixed addresses
    DYN(3), // shared object or position-independent executable
    CORE(4); // core dump

    private final int number;

    ElfType(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }
}
