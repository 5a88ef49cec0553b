package dev.initlab.unicorn;

/** A miss of the virtual TLB. */
@FunctionalInterface
public interface TlbFillHook {
    /**
     * Returns true after it has set the result; false makes the access fault: the run ends with {@link
     * ErrorCode#EXCEPTION}.
     */
    boolean fill(Engine engine, long address, MemoryAccess access, TlbResult result);
}
