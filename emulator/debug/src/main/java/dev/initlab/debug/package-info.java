/** What a debugger does to a boot: stops, steps, looks, goes back. Knows no protocol. */
@NullMarked
package dev.initlab.debug;

import org.jspecify.annotations.NullMarked;
