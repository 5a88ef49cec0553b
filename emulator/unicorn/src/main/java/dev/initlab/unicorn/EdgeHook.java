package dev.initlab.unicorn;

/** A block that is translated for the first time after another one. */
@FunctionalInterface
public interface EdgeHook {
    /**
     * Called when the edge is found, before the current block runs.
     */
    void edge(Engine engine, TranslatedBlock current, TranslatedBlock previous);
}
