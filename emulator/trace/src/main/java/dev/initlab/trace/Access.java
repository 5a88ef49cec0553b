package dev.initlab.trace;

/** What guest code wanted to do with memory. */
public enum Access {
    /** To read data. */
    READ,
    /** To write data. */
    WRITE,
    /** To run code. */
    EXECUTE
}
