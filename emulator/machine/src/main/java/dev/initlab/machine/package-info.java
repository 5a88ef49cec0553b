/** A machine without a kernel: vCPU, RAM, address spaces, devices. */
@NullMarked
package dev.initlab.machine;

import org.jspecify.annotations.NullMarked;
