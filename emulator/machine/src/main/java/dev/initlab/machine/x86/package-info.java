/** The x86-64 vCPU. */
@NullMarked
package dev.initlab.machine.x86;

import org.jspecify.annotations.NullMarked;
