/** Initcalls: the tables in the image, their order, their calls, and the memory freed after them. */
@NullMarked
package dev.initlab.kernel.init;

import org.jspecify.annotations.NullMarked;
