/** What a fault says in the guest's log. */
@NullMarked
package dev.initlab.kernel.oops;

import org.jspecify.annotations.NullMarked;
