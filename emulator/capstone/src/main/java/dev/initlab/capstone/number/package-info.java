/** From a number of the headers to its constant. */
@NullMarked
package dev.initlab.capstone.number;

import org.jspecify.annotations.NullMarked;
