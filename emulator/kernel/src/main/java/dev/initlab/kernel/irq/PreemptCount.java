package dev.initlab.kernel.irq;

import java.util.OptionalLong;

import dev.initlab.kernel.image.KernelImage;
import dev.initlab.machine.GuestMemory;

/**
 * The guest's {@code __preempt_count}: why the task that runs must go on running.
 *
 * <p>The low byte counts {@code preempt_disable()}, the bits from 16 on interrupts
 * ({@code include/linux/preempt.h}). An image without the variable always counts 0.
 */
public final class PreemptCount {
    private static final int HARDIRQ_OFFSET = 0x10000;
    private static final int INTERRUPT_MASK = 0xfff00;

    private final OptionalLong address;
    private final GuestMemory memory;

    public PreemptCount(KernelImage image, GuestMemory memory) {
        address = image.symbol("__preempt_count");
        this.memory = memory;
    }

    /** {@code preempt_count()}. */
    public int get() {
        return address.isPresent() ? memory.i32(address.getAsLong()) : 0;
    }

    /** Sets it, as {@code preempt_count_set()} does. */
    public void set(int count) {
        address.ifPresent(at -> memory.put32(at, count));
    }

    /** {@code in_interrupt()}. */
    public boolean inInterrupt() {
        return (get() & INTERRUPT_MASK) != 0;
    }

    /** {@code irq_enter()}. */
    void irqEnter() {
        set(get() + HARDIRQ_OFFSET);
    }

    /** {@code irq_exit()}. */
    void irqExit() {
        set(get() - HARDIRQ_OFFSET);
    }
}
