package dev.initlab.trace;

/** Where a module stands: {@code enum module_state}, and the time before and after it. */
public enum ModuleState {
    /** Not in the list of modules. */
    ABSENT,
    /** In the list, and no more than its name can be trusted. */
    UNFORMED,
    /** Fully formed, running its init function. */
    COMING,
    /** In use. */
    LIVE,
    /** Being taken down. */
    GOING
}
