/** Kernels at rest: what an image says of itself without being booted. */
@NullMarked
package dev.initlab.inspect;

import org.jspecify.annotations.NullMarked;
