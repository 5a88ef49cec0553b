/** Interrupts, and the preemption count they and the guest's locks keep. */
@NullMarked
package dev.initlab.kernel.irq;

import org.jspecify.annotations.NullMarked;
