/** Kernel modules as files. */
@NullMarked
package dev.initlab.kmod;

import org.jspecify.annotations.NullMarked;
