package dev.initlab.trace;

/** What guest code wanted to do with memory. */
public enum Access {
    READ,
    WRITE,
    EXECUTE
}
