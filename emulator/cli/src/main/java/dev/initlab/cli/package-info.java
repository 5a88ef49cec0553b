/** The commands a user types. */
@NullMarked
package dev.initlab.cli;

import org.jspecify.annotations.NullMarked;
