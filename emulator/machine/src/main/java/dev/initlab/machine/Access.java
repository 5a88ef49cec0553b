package dev.initlab.machine;

/** What an instruction wanted of a page. */
public enum Access {
    READ(Protection.READ),
    WRITE(Protection.WRITE),
    EXECUTE(Protection.EXECUTE);

    private final int needed;

    Access(int needed) {
        this.needed = needed;
    }

    /** The {@link Protection} bit that allows this access. */
    int needed() {
        return needed;
    }
}
