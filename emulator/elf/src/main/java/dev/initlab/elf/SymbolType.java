package dev.initlab.elf;

/** What the lower four bits of st_info say, one a line (ELF gABI 4.3). */
public enum SymbolType {
    NOTYPE(0), // unspecified
    OBJECT(1), // data
    FUNC(2), // code
    SECTION(3), // stands for a section
    FILE(4), // name of the source file
    COMMON(5), // uninitialised common block
    TLS(6), // thread-local
    GNU_IFUNC(10), // resolved by calling it
    OTHER(-1); // a number the gABI leaves to systems and processors

    private final int number;

    SymbolType(int number) {
        this.number = number;
    }

    static SymbolType of(int number) {
        for (SymbolType value : values()) {
            if (value.number == number) {
                return value;
            }
        }
        return OTHER;
    }

    public int number() {
        return number;
    }
}
