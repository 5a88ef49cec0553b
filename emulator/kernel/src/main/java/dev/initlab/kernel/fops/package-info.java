/** Files whose operations are the guest's own code: character devices and entries of {@code /proc}. */
@NullMarked
package dev.initlab.kernel.fops;

import org.jspecify.annotations.NullMarked;
