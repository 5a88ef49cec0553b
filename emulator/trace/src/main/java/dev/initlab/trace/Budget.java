package dev.initlab.trace;

/** What a boot has a limited amount of. */
public enum Budget {
    /** Bytes of guest code executed. */
    WORK,
    /** Virtual nanoseconds. */
    TIME,
    /** Host nanoseconds. */
    HOST_TIME
}
