package dev.initlab.unicorn;

/** A memory access that cannot be done. */
@FunctionalInterface
public interface InvalidMemoryHook {
    /**
     * Returns true to try again, after the hook has mapped the memory; false ends the run.
     */
    boolean access(Engine engine, MemoryAccess access, long address, int size, long value);
}
