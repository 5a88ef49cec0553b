/** Guest memory as the kernel hands it out: pages, slab, module area, stacks. */
@NullMarked
package dev.initlab.kernel.mm;

import org.jspecify.annotations.NullMarked;
