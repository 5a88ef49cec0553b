/** The Java side of the hypercalls, one class per Linux header. */
@NullMarked
package dev.initlab.kernel.hypercall;

import org.jspecify.annotations.NullMarked;
