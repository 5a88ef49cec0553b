/** A bounds-checked reader of ELF32 and ELF64 files; knows nobody. */
module dev.initlab.elf {
    requires static transitive org.jspecify;

    exports dev.initlab.elf;
    exports dev.initlab.elf.dwarf;
}
