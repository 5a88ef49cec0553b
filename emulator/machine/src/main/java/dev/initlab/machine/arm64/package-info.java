/** The AArch64 vCPU. */
@NullMarked
package dev.initlab.machine.arm64;

import org.jspecify.annotations.NullMarked;
