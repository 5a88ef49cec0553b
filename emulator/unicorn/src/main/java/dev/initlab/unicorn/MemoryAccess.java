package dev.initlab.unicorn;

/** What a memory or TLB hook saw ({@code uc_mem_type}). */
public enum MemoryAccess {
    /** A read; in a TLB hook, a miss caused by one. */
    READ,
    /** A write; in a TLB hook, a miss caused by one. */
    WRITE,
    /** A fetch; in a TLB hook, a miss caused by one. */
    FETCH,
    /** A read where nothing is mapped. */
    READ_UNMAPPED,
    /** A write where nothing is mapped. */
    WRITE_UNMAPPED,
    /** A fetch where nothing is mapped. */
    FETCH_UNMAPPED,
    /** A write to write-protected memory. */
    WRITE_PROT,
    /** A read of read-protected memory. */
    READ_PROT,
    /** A fetch from memory that is not executable. */
    FETCH_PROT,
    /** A read that has been done. */
    READ_AFTER;

    private static final int FIRST = 16;
    private static final MemoryAccess[] KINDS = values();

    /** The number libunicorn has for it. */
    public int value() {
        return FIRST + ordinal();
    }

    static MemoryAccess of(int value) {
        return KINDS[value - FIRST];
    }
}
