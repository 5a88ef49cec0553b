/** Kernel modules as files: .modinfo, version magic, exports, Module.symvers and modpost. */
@NullMarked
package dev.initlab.kmod;

import org.jspecify.annotations.NullMarked;
