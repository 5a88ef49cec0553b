package dev.initlab.unicorn;

/** What {@link Engine#query} can tell ({@code uc_query_type}). */
public enum QueryType {
    /** The mode the processor is in now; for Arm, Thumb included. */
    MODE,
    /** The page size in bytes. */
    PAGE_SIZE,
    /** The number of the architecture. */
    ARCH,
    /** 1 if the last run ended by its timeout, else 0. */
    TIMEOUT;

    /** The number libunicorn has for it. */
    public int value() {
        return ordinal() + 1;
    }
}
