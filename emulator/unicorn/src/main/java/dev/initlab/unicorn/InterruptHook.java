package dev.initlab.unicorn;

/** An interrupt or exception of the guest. */
@FunctionalInterface
public interface InterruptHook {
    /**
     * Called with the number of the interrupt or exception, in the architecture's numbering.
     */
    void interrupt(Engine engine, int number);
}
