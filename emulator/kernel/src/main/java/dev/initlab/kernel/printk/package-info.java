/**
 * The kernel log: formatting with the kernel's {@code vsnprintf}, the ring of records, and which
 * records reach a console. It knows neither the engine nor the machine.
 */
@NullMarked
package dev.initlab.kernel.printk;

import org.jspecify.annotations.NullMarked;
