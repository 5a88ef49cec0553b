/** The guest's vmlinux: what it contains and where it lies. */
@NullMarked
package dev.initlab.kernel.image;

import org.jspecify.annotations.NullMarked;
