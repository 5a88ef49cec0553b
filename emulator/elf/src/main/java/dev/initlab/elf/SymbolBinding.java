package dev.initlab.elf;

/** What the upper four bits of st_info say, one a line (ELF gABI 4.3). */
public enum SymbolBinding {
    LOCAL(0), // not visible outside the object
    GLOBAL(1), // one definition for all objects
    WEAK(2), // global, yields to GLOBAL; undefined counts as 0
    GNU_UNIQUE(10), // one in the whole process
    OTHER(-1); // a number the gABI leaves to systems and processors

    private final int number;

    SymbolBinding(int number) {
        this.number = number;
    }

    static SymbolBinding of(int number) {
        for (SymbolBinding value : values()) {
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
