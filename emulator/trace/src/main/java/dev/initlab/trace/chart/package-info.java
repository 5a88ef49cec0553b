/** A boot as a picture: one SVG file without scripts or fonts of its own. */
@NullMarked
package dev.initlab.trace.chart;

import org.jspecify.annotations.NullMarked;
