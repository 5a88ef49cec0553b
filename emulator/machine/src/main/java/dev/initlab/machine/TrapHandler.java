package dev.initlab.machine;

/**
 * The one interface through which everything that leaves guest code goes.
 *
 * <p>All methods but {@link #answerInside} are called outside the engine and may call guest functions
 * again; throwing unwinds the guest call that is under way.
 */
public interface TrapHandler {
    /**
     * Answers a hypercall inside the engine, if it can be: no guest call, no blocking.
     *
     * @return false to have {@link #hypercall} called outside the engine instead
     */
    boolean answerInside(int index);

    /** Answers a hypercall; afterwards the stub returns to its caller. */
    void hypercall(int index);

    /** Repairs the cause, so that the instruction is run again, or throws. */
    void fault(Fault fault);

    /** The guest waits for an interrupt. Returning lets it run on. */
    void halted();

    /**
     * A device asks on an interrupt line. The registers are those of the code that is interrupted: a handler
     * that runs guest code saves them first ({@link Vcpu#newParked}).
     */
    void interrupt(int line);

    /** The granted work is used up: grants more or throws. */
    void workExhausted();

    /** A stop was requested from outside: throws, or returns to go on. */
    void stopRequested();
}
