/** Events as text: JSON Lines, written and read back, and Chrome's trace format. */
@NullMarked
package dev.initlab.trace.json;

import org.jspecify.annotations.NullMarked;
