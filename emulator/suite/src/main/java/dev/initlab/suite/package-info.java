/** What is to be known of one finished boot, and the names by which a check speaks of its initcalls. */
@NullMarked
package dev.initlab.suite;

import org.jspecify.annotations.NullMarked;
