/** DWARF of an ELF file: which source line an address comes from. */
@NullMarked
package dev.initlab.elf.dwarf;

import org.jspecify.annotations.NullMarked;
