package dev.initlab.machine;

/** Why the vCPU left the engine. */
public sealed interface Exit {
    /** The function called returned. */
    record Returned() implements Exit {
    }

    /** The guest entered hypercall stub {@code index}, which is to be answered outside the engine. */
    record Hypercall(int index) implements Exit {
    }

    /** User code executed the system call instruction; the program counter is behind it. */
    record SystemCall() implements Exit {
    }

    /** An instruction failed. */
    record Faulted(Fault fault) implements Exit {
    }

    /** The guest waits for an interrupt ({@code hlt}, {@code wfi}). */
    record Halted() implements Exit {
    }

    /** A device asks for the processor, which listens; the next block has not run. */
    record Interrupted(int line) implements Exit {
    }

    /** The granted work is used up; the next block has not run. */
    record WorkExhausted() implements Exit {
    }

    /** {@link Vcpu#requestStop()} was called, from whatever thread. */
    record StopRequested() implements Exit {
    }
}
