/** The kernel model: its public face. */
@NullMarked
package dev.initlab.kernel;

import org.jspecify.annotations.NullMarked;
