/** What the engine must do for the machine to be right, as small programs that are run on it. */
@NullMarked
package dev.initlab.machine.check;

import org.jspecify.annotations.NullMarked;
