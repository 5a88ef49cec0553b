package dev.initlab.debug;

import dev.initlab.machine.Protection;

/**
 * The guest stands before an instruction, and why.
 *
 * @param reason   why
 * @param pid      the task that holds the vCPU
 * @param pc       the instruction
 * @param position {@link dev.initlab.machine.Vcpu#position}
 */
public record Stop(Reason reason, int pid, long pc, long position) {

    /** Why the guest stands. */
    public sealed interface Reason {
        /** A step is done. */
        record Stepped() implements Reason {
        }

        /** A breakpoint is at the instruction. */
        record Breakpoint(boolean hardware) implements Reason {
        }

        /**
         * Watched memory was used.
         *
         * @param address  where it begins, as it was asked for
         * @param accesses what was asked for, of {@link Protection}
         * @param at       position of the instruction that did it, which has been carried out; that of the stop if it was
         *                 the kernel model
         */
        record Watchpoint(long address, int accesses, long at) implements Reason {
        }

        /** Somebody asked for a stop. */
        record Interrupted() implements Reason {
        }

        /** Something happened in the kernel just before the instruction. */
        record Happened(String what) implements Reason {
        }

        /**
         * User code made a system call, or is about to go on after one.
         *
         * @param returned whether it has been served
         */
        record SystemCall(long number, boolean returned) implements Reason {
        }

        /** The list of modules has changed just before the instruction. */
        record ModulesChanged() implements Reason {
        }

        /** Nothing ran before, so a way back ends here. */
        record Beginning(boolean wentBack) implements Reason {
        }

        /** The position that was wanted. */
        record Arrived() implements Reason {
        }
    }
}
