package dev.initlab.unicorn;

/** An undefined instruction. */
@FunctionalInterface
public interface InvalidInstructionHook {
    /**
     * Returns true to go on at the program counter, which the hook has moved; false ends the run.
     */
    boolean invalid(Engine engine);
}
