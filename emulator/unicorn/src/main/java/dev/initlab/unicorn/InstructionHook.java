package dev.initlab.unicorn;

/** A hooked instruction without operands: SYSCALL or SYSENTER. */
@FunctionalInterface
public interface InstructionHook {
    /**
     * The program counter is at the instruction; the engine adds its length afterwards.
     */
    void instruction(Engine engine);
}
