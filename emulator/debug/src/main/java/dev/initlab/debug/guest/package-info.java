/** What a debugger is told of the machine: registers, memory map, files. */
@NullMarked
package dev.initlab.debug.guest;

import org.jspecify.annotations.NullMarked;
