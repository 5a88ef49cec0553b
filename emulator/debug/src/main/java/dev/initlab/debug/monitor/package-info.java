/** The commands behind gdb's <code>monitor</code>. */
@NullMarked
package dev.initlab.debug.monitor;

import org.jspecify.annotations.NullMarked;
