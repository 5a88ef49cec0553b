package dev.initlab.unicorn;

/** An x86 OUT instruction. */
@FunctionalInterface
public interface OutHook {
    /**
     * The value is zero-extended; the size is 1, 2 or 4.
     */
    void out(Engine engine, int port, int size, long value);
}
