package dev.initlab.kernel;

/** Whoever wants to look into a boot while it runs, such as a debugger. */
@FunctionalInterface
public interface BootObserver {
    /** Everything is in memory and nothing has run yet; called by the thread that boots. It may take its time. */
    void ready(BootControl boot);
}
