/** Devices of the machine: they know ports, registers and bytes, and no kernel. */
@NullMarked
package dev.initlab.machine.device;

import org.jspecify.annotations.NullMarked;
