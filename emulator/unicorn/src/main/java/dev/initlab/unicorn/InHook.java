package dev.initlab.unicorn;

/** An x86 IN instruction. */
@FunctionalInterface
public interface InHook {
    /**
     * Returns the value; of its bits only the lowest 8, 16 or 32 count (size 1, 2, 4).
     */
    long in(Engine engine, int port, int size);
}
