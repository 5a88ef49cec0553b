package dev.initlab.kernel.oops;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.initlab.kernel.image.Symbols;
import dev.initlab.machine.Access;
import dev.initlab.machine.Fault;
import dev.initlab.machine.FaultKind;
import dev.initlab.machine.GuestMemory;
import dev.initlab.machine.GuestMemoryException;
import dev.initlab.machine.Vcpu;

/**
 * What is known of a fault of kernel code, for the architecture to put into its words.
 *
 * @param fault    the fault itself
 * @param place    what is at its address
 * @param stack    the current task's stack
 * @param number   how many faults there have been, this one included
 * @param pid      who ran
 * @param comm     and its name
 * @param initUse  the use of freed init memory it is, in words
 * @param initcall the initcall it happened in, with its offset
 * @param vcpu     registers and memory as they were then
 * @param symbols  names of addresses
 */
record OopsReport(Fault fault, Place place, Stack stack, int number, int pid, String comm, Optional<String> initUse,
        Optional<String> initcall, Vcpu vcpu, Symbols symbols) {
    private static final int MAX_FRAMES = 32;

    /** What is at the address of a page fault. */
    enum Place {
        FIRST_PAGE,
        /** Init memory that was given back. */
        FREED_INIT,
        /** A page that does not allow the access. */
        MAPPED,
        NOT_MAPPED,
        /** The page below the current stack. */
        STACK_GUARD
    }

    /** From its lowest address to behind its highest. */
    record Stack(long start, long end) {
    }

    long register(int id) {
        return vcpu.register(id);
    }

    /** Who called the function just entered: its first instruction has not run. */
    long returnAddress() {
        try {
            return vcpu.isa().callerOfFunction(vcpu);
        } catch (GuestMemoryException e) {
            return vcpu.pc();
        }
    }

    /** The callers of the code that failed, by the frame pointers; the guest is built with them everywhere. */
    List<String> callers() {
        List<String> names = new ArrayList<>();
        GuestMemory memory = vcpu.memory();
        int word = vcpu.isa().wordSize();
        if (fault.kind() == FaultKind.PAGE && fault.access() == Access.EXECUTE) {
            names.add(symbols.returnAddress(returnAddress()));
        }
        long frame = vcpu.register(vcpu.isa().framePointer());
        for (int i = 0; i < MAX_FRAMES && frame != 0 && memory.isReadable(frame, 2L * word); i++) {
            long caller = memory.word(frame + word, word);
            if (caller == vcpu.isa().returnAddress()) {
                break; // called by the kernel model
            }
            names.add(symbols.returnAddress(caller));
            long next = memory.word(frame, word);
            if (Long.compareUnsigned(next, frame) <= 0) {
                break;
            }
            frame = next;
        }
        return names;
    }
}
