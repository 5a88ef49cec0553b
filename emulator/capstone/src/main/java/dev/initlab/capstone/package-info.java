/** Capstone bindings over the foreign-function API. */
@NullMarked
package dev.initlab.capstone;

import org.jspecify.annotations.NullMarked;
