package dev.initlab.unicorn;

/** An instruction that is about to be executed. */
@FunctionalInterface
public interface CodeHook {
    /**
     * Called before the instruction; the size is in bytes.
     */
    void instruction(Engine engine, long address, int size);
}
