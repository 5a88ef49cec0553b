/** The ARMv7-A vCPU. */
@NullMarked
package dev.initlab.machine.arm;

import org.jspecify.annotations.NullMarked;
