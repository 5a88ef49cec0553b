package dev.initlab.elf;

/** What the lower two bits of st_other say, one a line (ELF gABI 4.3). */
public enum SymbolVisibility {
    DEFAULT(0), // as the binding says
    INTERNAL(1), // hidden, processor-specific meaning
    HIDDEN(2), // not visible outside the component
    PROTECTED(3); // visible, not preemptible

    private final int number;

    SymbolVisibility(int number) {
        this.number = number;
    }

    static SymbolVisibility of(int number) {
        for (SymbolVisibility value : values()) {
            if (value.number == number) {
                return value;
            }
        }
        return DEFAULT;
    }

    public int number() {
        return number;
    }
}
