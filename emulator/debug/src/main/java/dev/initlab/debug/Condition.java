package dev.initlab.debug;

import dev.initlab.machine.Vcpu;

/** Whether a breakpoint is to stop the guest, which is at it. */
@FunctionalInterface
public interface Condition {
    /** Looks at registers and memory, and changes nothing. */
    boolean holds(Vcpu vcpu);
}
