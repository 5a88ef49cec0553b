/** Error numbers, and the exception that carries one. */
@NullMarked
package dev.initlab.kernel.errno;

import org.jspecify.annotations.NullMarked;
