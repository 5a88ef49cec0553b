/** The debugger with a command line: gdb's commands, and those for initcalls. Knows no terminal. */
@NullMarked
package dev.initlab.debug.console;

import org.jspecify.annotations.NullMarked;
