package dev.initlab.kernel.irq;

import java.util.OptionalLong;

import dev.initlab.kernel.image.KernelImage;
import dev.initlab.machine.Vcpu;

/**
 * Runs the guest's handlers when a device asks: the way from an interrupt line to {@code generic_handle_irq()}.
 *
 * <p>What the interrupted code had in its registers is put back afterwards. Used by the task that holds the vCPU,
 * outside the engine.
 */
public final class Interrupts {
    private final Vcpu vcpu;
    private final PreemptCount preemptCount;
    private final OptionalLong handler;

    public Interrupts(KernelImage image, Vcpu vcpu, PreemptCount preemptCount) {
        this.vcpu = vcpu;
        this.preemptCount = preemptCount;
        handler = image.symbol("generic_handle_irq");
    }

    /** One interrupt; without a handler in the image nothing happens. */
    public void handle(int line) {
        if (handler.isEmpty()) {
            return;
        }
        try (Vcpu.Parked interrupted = vcpu.newParked()) {
            interrupted.park();
            vcpu.interruptsEnabled(false);
            preemptCount.irqEnter();
            vcpu.call(handler.getAsLong(), line);
            preemptCount.irqExit();
            interrupted.resume();
        }
    }
}
