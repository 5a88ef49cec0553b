/** Virtual time. */
@NullMarked
package dev.initlab.kernel.time;

import org.jspecify.annotations.NullMarked;
