package dev.initlab.elf;

import java.util.Optional;

/** EI_DATA: the byte order of every field behind {@code e_ident} (ELF gABI 4.1). */
public enum Endian {
    LITTLE(1),
    BIG(2);

    private final int number;

    Endian(int number) {
        this.number = number;
    }

    /** The byte order with that EI_DATA value. */
    public static Optional<Endian> of(int number) {
        return switch (number) {
            case 1 -> Optional.of(LITTLE);
            case 2 -> Optional.of(BIG);
            default -> Optional.empty();
        };
    }

    public int number() {
        return number;
    }
}
