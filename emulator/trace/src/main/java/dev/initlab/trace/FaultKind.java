package dev.initlab.trace;

/** Why guest code could not go on. */
public enum FaultKind {
    /** Access to the first page. */
    NULL_POINTER,
    /** Access to an address without a page. */
    NOT_MAPPED,
    /** Access that the page's permissions forbid. */
    FORBIDDEN,
    /** Access to code or data of the image that was freed after the last initcall. */
    INIT_MEMORY_FREED,
    /** Access to the init part of a module that finished loading, or to one that was unloaded. */
    MODULE_MEMORY_FREED,
    /** Access to an allocation that was freed. */
    USE_AFTER_FREE,
    /** Access beyond the end of an allocation. */
    OUT_OF_BOUNDS,
    /** A misaligned access where the architecture forbids one. */
    ALIGNMENT,
    /** More calls deep than the stack holds. */
    STACK_OVERFLOW,
    /** An instruction the CPU does not know. */
    UNDEFINED_INSTRUCTION,
    /** An instruction this privilege level may not run, or a protection rule of the CPU broken. */
    GENERAL_PROTECTION,
    /** Division by zero, or a quotient that does not fit. */
    DIVIDE_ERROR,
    /** A breakpoint instruction that no debugger set. */
    BREAKPOINT,
    /** {@code BUG()}. */
    BUG,
    /** {@code WARN()}: the guest goes on. */
    WARN,
    /** Any other exception; the fault's text names it. */
    OTHER
}
