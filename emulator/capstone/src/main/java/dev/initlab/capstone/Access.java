package dev.initlab.capstone;

/** How an instruction uses an operand (capstone.h: {@code cs_ac_type}). */
public enum Access {
    /** The library does not say. */
    UNKNOWN,
    READ,
    WRITE,
    READ_WRITE;

    private static final Access[] BY_BITS = values();

    static Access of(int bits) {
        return BY_BITS[bits & 3];
    }

    /** Whether the operand is read. */
    public boolean reads() {
        return this == READ || this == READ_WRITE;
    }

    /** Whether the operand is written. */
    public boolean writes() {
        return this == WRITE || this == READ_WRITE;
    }
}
