package dev.initlab.elf;

import java.util.Optional;

/** EI_CLASS: the width of addresses, and with it the size of every table entry (ELF gABI 4.1). */
public enum ElfClass {
    //     number, address, Ehdr, Phdr, Shdr, Sym, Rel, Rela
    ELF32(1, 4, 52, 32, 40, 16, 8, 12),
    ELF64(2, 8, 64, 56, 64, 24, 16, 24);

    private final int number;
    private final int addressSize;
    private final int headerSize;
    private final int programHeaderSize;
    private final int sectionHeaderSize;
    private final int symbolSize;
    private final int relSize;
    private final int relaSize;

    ElfClass(int number, int addressSize, int headerSize, int programHeaderSize, int sectionHeaderSize,
            int symbolSize, int relSize, int relaSize) {
        this.number = number;
        this.addressSize = addressSize;
        this.headerSize = headerSize;
        this.programHeaderSize = programHeaderSize;
        this.sectionHeaderSize = sectionHeaderSize;
        this.symbolSize = symbolSize;
        this.relSize = relSize;
        this.relaSize = relaSize;
    }

    /** The class with that EI_CLASS value. */
    public static Optional<ElfClass> of(int number) {
        return switch (number) {
            case 1 -> Optional.of(ELF32);
            case 2 -> Optional.of(ELF64);
            default -> Optional.empty();
        };
    }

    public int number() {
        return number;
    }

    /** Bytes of an Addr, Off or Xword. */
    public int addressSize() {
        return addressSize;
    }

    /** Bytes of an Ehdr. */
    public int headerSize() {
        return headerSize;
    }

    /** Bytes of a Phdr. */
    public int programHeaderSize() {
        return programHeaderSize;
    }

    /** Bytes of a Shdr. */
    public int sectionHeaderSize() {
        return sectionHeaderSize;
    }

    /** Bytes of a Sym. */
    public int symbolSize() {
        return symbolSize;
    }

    /** Bytes of a Rel. */
    public int relSize() {
        return relSize;
    }

    /** Bytes of a Rela. */
    public int relaSize() {
        return relaSize;
    }
}
