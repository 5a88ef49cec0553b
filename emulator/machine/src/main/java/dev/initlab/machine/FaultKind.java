package dev.initlab.machine;

/** What an instruction did wrong. */
public enum FaultKind {
    /** No page there, or the page does not allow it. */
    PAGE,
    UNDEFINED_INSTRUCTION,
    DIVIDE,
    BREAKPOINT,
    /** x86 #GP and its kin, an instruction the privilege does not allow. */
    PROTECTION,
    ALIGNMENT,
    /** A page that maps no memory and no device. */
    BUS,
    /** An exception none of the above names; see {@link Fault#vector()}. */
    OTHER
}
