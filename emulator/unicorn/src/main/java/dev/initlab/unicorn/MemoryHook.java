package dev.initlab.unicorn;

/** A memory access. */
@FunctionalInterface
public interface MemoryHook {
    /**
     * The address is guest-physical under {@link TlbMode#CPU}; the value is that of writes and of
     * {@link MemoryAccess#READ_AFTER}.
     */
    void access(Engine engine, MemoryAccess access, long address, int size, long value);
}
