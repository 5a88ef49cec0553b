package dev.initlab.debug.guest;

import java.util.List;
import java.util.Optional;

import dev.initlab.kernel.BootControl;
import dev.initlab.kernel.task.Task;
import dev.initlab.machine.AddressSpace;
import dev.initlab.machine.DebugRegister;
import dev.initlab.machine.GuestCall;

/** A task of a guest that stands, as a debugger's thread. */
public record GuestThread(BootControl boot, Task task) {

    /** Threads are numbered from 1; tasks from 0. */
    public int id() {
        return task.pid() + 1;
    }

    /** What is shown beside the number. */
    public String name() {
        return boot.initcallOf(task.pid()).map(i -> task + " in " + i.symbol() + "()").orElse(task.toString());
    }

    /** Whether it holds the vCPU. */
    public boolean isCurrent() {
        return boot.current() == task;
    }

    /** What one of its registers holds, the lowest byte first; empty if that is not known. */
    public Optional<byte[]> read(DebugRegister register) {
        return isCurrent() ? boot.vcpu().read(register) : task.parked().read(register);
    }

    /** The calls from Java it is in, the outermost first. */
    public List<GuestCall> calls() {
        return isCurrent() ? boot.vcpu().calls() : task.parked().calls();
    }

    /** The memory it sees. */
    public AddressSpace space() {
        return isCurrent() ? boot.vcpu().mmu().current() : task.parked().space();
    }
}
