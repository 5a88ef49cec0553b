/** A bounds-checked reader of ELF32 and ELF64 files. */
@NullMarked
package dev.initlab.elf;

import org.jspecify.annotations.NullMarked;
