package dev.initlab.kernel;

import org.jspecify.annotations.Nullable;

import dev.initlab.kernel.hypercall.Hypercalls;
import dev.initlab.kernel.oops.Oops;
import dev.initlab.kernel.task.Processes;
import dev.initlab.machine.Fault;
import dev.initlab.machine.TrapHandler;
import dev.initlab.machine.device.PowerSwitch;
import dev.initlab.trace.Budget;
import dev.initlab.trace.Event;
import dev.initlab.trace.EventStream;
import dev.initlab.trace.Outcome;

/**
 * What the kernel does when guest code leaves the engine.
 *
 * <p>Made before the machine, as the machine needs it; connected to the rest before anything runs.
 */
final class KernelTraps implements TrapHandler {
    private @Nullable Connected connected;

    /** What the traps need once everything is there. */
    record Connected(Hypercalls hypercalls, Oops oops, Processes processes, PowerSwitch power, EventStream events,
            BootConfig config) {
    }

    void connect(Connected everything) {
        connected = everything;
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
        return kernel().hypercalls().answerInside(index);
    }

    @Override
    public void hypercall(int index) {
        kernel().hypercalls().answer(index);
    }

    @Override
    public void fault(Fault fault) {
        kernel().oops().report(fault);
        throw kernel().processes().killAfterOops();
    }

    @Override
    public void halted() {
        switch (kernel().power().state()) {
            case OFF -> throw powerOff(Outcome.POWER_OFF);
            case RESTART -> throw powerOff(Outcome.RESTART);
            // No interrupt will come: there is nothing left to wait for.
            case ON -> throw powerOff(Outcome.HALT);
        }
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
        long seconds = kernel().config().timeout().map(t -> t.toSeconds()).orElse(0L);
        kernel().events().emit(at -> new Event.BudgetExhausted(at, Budget.HOST_TIME, seconds * 1_000_000_000L));
        throw new BootEnd(Outcome.BUDGET_EXHAUSTED, "the boot took longer than %d s".formatted(seconds));
    }
}
