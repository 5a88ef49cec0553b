/** The order of initcalls as something to keep and to compare: golden orders and their differences. */
@NullMarked
package dev.initlab.inspect.order;

import org.jspecify.annotations.NullMarked;
