package dev.initlab.kernel;

import dev.initlab.kernel.console.Printk;
import dev.initlab.kernel.hypercall.Hypercalls;
import dev.initlab.kernel.image.Symbols;
import dev.initlab.kernel.irq.Interrupts;
import dev.initlab.kernel.irq.PreemptCount;
import dev.initlab.kernel.oops.Oops;
import dev.initlab.kernel.oops.Panic;
import dev.initlab.kernel.oops.PanicOptions;
import dev.initlab.kernel.task.Processes;
import dev.initlab.kernel.task.Task;
import dev.initlab.machine.CallDepthException;
import dev.initlab.machine.Clock;
import dev.initlab.machine.Fault;
import dev.initlab.machine.FaultKind;
import dev.initlab.machine.GuestMemoryException;
import dev.initlab.machine.Privilege;
import dev.initlab.machine.TrapHandler;
import dev.initlab.machine.Vcpu;
import dev.initlab.machine.device.PowerSwitch;
import dev.initlab.machine.device.Timer;
import dev.initlab.trace.Budget;
import dev.initlab.trace.Event;
import dev.initlab.trace.EventStream;
import dev.initlab.trace.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * What the kernel does when guest code leaves the engine.
 *
 * <p>Made before the machine, as the machine needs it; connected to the rest before anything runs.
 */
final class KernelTraps implements TrapHandler {
    private @Nullable Connected connected;
    private volatile boolean interrupted;

    /** What the traps need once everything is there. */
    record Connected(Vcpu vcpu, Clock clock, Timer timer, Interrupts interrupts, PreemptCount preemptCount,
            Printk printk, Symbols symbols, Hypercalls hypercalls, Oops oops, Panic panic,
            PanicOptions panicOptions, Processes processes, PowerSwitch power, EventStream events, BootConfig config) {
    }

    void connect(Connected everything) {
        connected = everything;
    }

    /** Whoever waits for the boot waits no longer: the next stop is the end. From any thread. */
    void interrupt() {
        interrupted = true;
    }

    private Connected kernel() {
        Connected kernel = connected;
        if (kernel == null) {
            throw new IllegalStateException("the guest ran before the kernel was ready");
        }
        return kernel;
    }

    @Override
    public boolean answerInside(int index) {
        try {
            return kernel().hypercalls().answerInside(index);
        } catch (GuestMemoryException e) {
            return false; // once more outside, where it can be a fault
        }
    }

    /** A pointer that a hypercall cannot follow is a fault of the guest that passed it. */
    @Override
    public void hypercall(int index) {
        try {
            kernel().hypercalls().answer(index);
        } catch (GuestMemoryException e) {
            fault(new Fault(FaultKind.PAGE, e.access(), e.address(), kernel().vcpu().pc(), -1, Privilege.KERNEL));
        } catch (CallDepthException e) {
            throw afterOops(kernel().oops().reportDepth(e));
        }
    }

    @Override
    public void fault(Fault fault) {
        throw afterOops(kernel().oops().report(fault));
    }

    /** {@code oops_end()}: the kernel gives up, or the task that oopsed dies. */
    private RuntimeException afterOops(String fatal) {
        if (kernel().preemptCount().inInterrupt()) {
            return kernel().panic().panic("Fatal exception in interrupt");
        }
        makeSchedulable();
        return kernel().panicOptions().panicOnOops() ? kernel().panic().panic(fatal)
                : kernel().processes().killAfterOops();
    }

    /** What {@code make_task_dead()} puts right, as the next task must be able to run. */
    private void makeSchedulable() {
        Task task = kernel().processes().current();
        if (!kernel().vcpu().interruptsEnabled()) {
            kernel().printk().info("note: %s[%d] exited with irqs disabled", task.comm(), task.pid());
            kernel().vcpu().interruptsEnabled(true);
        }
        int count = kernel().preemptCount().get();
        if (count != 0) {
            kernel().printk().info("note: %s[%d] exited with preempt_count %d", task.comm(), task.pid(), count);
            kernel().preemptCount().set(0);
        }
    }

    @Override
    public void interrupt(int line) {
        kernel().interrupts().handle(line);
    }

    @Override
    public void halted() {
        switch (kernel().power().state()) {
            case OFF -> throw powerOff(Outcome.POWER_OFF);
            case RESTART -> throw powerOff(Outcome.RESTART);
            case ON -> {
                if (!kernel().vcpu().interruptsEnabled() || kernel().timer().next() == Timer.NEVER) {
                    throw waitsForEver();
                }
                kernel().clock().skipTo(kernel().timer().next());
            }
        }
    }

    /** No interrupt will come. That is in order where {@code kernel_halt()} ends, and nowhere else. */
    private BootEnd waitsForEver() {
        String place = kernel().symbols().withOffset(kernel().vcpu().pc());
        return place.startsWith("machine_halt+") ? powerOff(Outcome.HALT)
                : new BootEnd(Outcome.DEADLOCK, "the guest waits for an interrupt that cannot come, at " + place);
    }

    private BootEnd powerOff(Outcome how) {
        kernel().events().emit(at -> new Event.PowerOff(at, how));
        return new BootEnd(how, "");
    }

    @Override
    public void workExhausted() {
        long limit = kernel().config().maxWork().orElse(0);
        kernel().events().emit(at -> new Event.BudgetExhausted(at, Budget.WORK, limit));
        throw new BootEnd(Outcome.BUDGET_EXHAUSTED, "the guest ran more than %d bytes of code".formatted(limit));
    }

    @Override
    public void stopRequested() {
        if (interrupted) {
            throw new BootEnd(Outcome.STOPPED, "interrupted");
        }
        long seconds = kernel().config().timeout().map(t -> t.toSeconds()).orElse(0L);
        kernel().events().emit(at -> new Event.BudgetExhausted(at, Budget.HOST_TIME, seconds * 1_000_000_000L));
        throw new BootEnd(Outcome.BUDGET_EXHAUSTED, "the boot took longer than %d s".formatted(seconds));
    }
}
