/** printk and the consoles its records reach. */
@NullMarked
package dev.initlab.kernel.console;

import org.jspecify.annotations.NullMarked;
