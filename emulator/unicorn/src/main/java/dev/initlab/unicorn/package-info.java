/** Unicorn Engine bindings over the foreign-function API. */
@NullMarked
package dev.initlab.unicorn;

import org.jspecify.annotations.NullMarked;
