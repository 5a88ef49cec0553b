package dev.initlab.unicorn;

/** A basic block that is about to be executed. */
@FunctionalInterface
public interface BlockHook {
    /**
     * Called before the block; the size is in bytes, of the block as it was translated.
     */
    void block(Engine engine, long address, int size);
}
