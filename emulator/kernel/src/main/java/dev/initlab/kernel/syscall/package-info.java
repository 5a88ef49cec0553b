/** The system call tables and what the calls do. */
@NullMarked
package dev.initlab.kernel.syscall;

import org.jspecify.annotations.NullMarked;
