package dev.initlab.kernel.init;

/** In which order the initcall tables run. */
public enum InitcallSequence {
    /** Linux's: console, security, early, then the levels. */
    LINUX,
    /** That of the tables in the image: early and the levels, then console, then security. */
    LAYOUT
}
