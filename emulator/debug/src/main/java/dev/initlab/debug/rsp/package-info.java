/** GDB's remote serial protocol, as gdb and lldb speak it. */
@NullMarked
package dev.initlab.debug.rsp;

import org.jspecify.annotations.NullMarked;
