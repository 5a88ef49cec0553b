package dev.initlab.trace;

/** How a boot ended. */
public enum Outcome {
    /** The guest switched itself off. */
    POWER_OFF,
    /** The guest halted. */
    HALT,
    /** The guest asked for a restart. */
    RESTART,
    /** The guest's kernel gave up. */
    PANIC,
    /** The guest used up a budget. */
    BUDGET_EXHAUSTED,
    /** Every task waits, and nothing is left that could wake one. */
    DEADLOCK,
    /** Somebody outside stopped it. */
    STOPPED
}
