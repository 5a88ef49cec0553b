/** The module loader: kernel/module/main.c as a pipeline of steps. */
@NullMarked
package dev.initlab.kernel.module;

import org.jspecify.annotations.NullMarked;
