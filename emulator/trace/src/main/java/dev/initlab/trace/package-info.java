/** The event stream of a boot and its sinks. */
@NullMarked
package dev.initlab.trace;

import org.jspecify.annotations.NullMarked;
