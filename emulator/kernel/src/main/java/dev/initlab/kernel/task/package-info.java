/** Tasks, the scheduler, address spaces, exec. */
@NullMarked
package dev.initlab.kernel.task;

import org.jspecify.annotations.NullMarked;
