package dev.initlab.machine;

import java.util.List;

/**
 * Looks at guest code while it runs, an instruction at a time where it wants to: what a debugger is to a vCPU.
 *
 * <p>It is asked before each block of code. Of a block it wants, each instruction is run alone, in an engine kept
 * for that, and announced first; guest memory is never changed for it, and what the guest can see of time is what
 * it would have seen without it.
 */
public interface ExecutionObserver {
    /**
     * Whether code about to run is to be run instruction by instruction.
     *
     * <p>Called inside the engine before each block, where {@link Vcpu#position} is the position of its beginning,
     * and outside for what is left of a block after each of its instructions.
     */
    boolean wants(long address, int size);

    /**
     * The instruction at the program counter is next. Outside the engine: it may take its time, and change
     * registers and memory. Called once for an instruction, however often it has to be begun.
     */
    void beforeInstruction();

    /**
     * An instruction used memory that {@link Mmu#watch} watches; it has been carried out.
     *
     * @param accesses to frames that hold watched bytes, in order
     */
    void accessed(List<DataAccess> accesses);

    /**
     * A function called from Java has returned; the program counter is at {@link Isa#returnAddress}. Outside the
     * engine. The position is that of the next instruction, whichever that will be.
     */
    default void returned() {
    }

    /**
     * User code has made a system call, which nobody has served yet. Outside the engine, with the registers user code
     * has left. The position is that of the next instruction, whichever that will be.
     */
    default void systemCall(long number) {
    }

    /**
     * One access of an instruction.
     *
     * @param access   READ or WRITE
     * @param physical address of its first byte
     * @param size     in bytes
     */
    record DataAccess(Access access, long physical, int size) {
    }
}
