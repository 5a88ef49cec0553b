/**
 * Capstone, the disassembly engine, over the foreign-function API: libcapstone 4 and 5.
 *
 * <p>{@link dev.initlab.capstone.Disassembler} is the way in.
 */
@NullMarked
package dev.initlab.capstone;

import org.jspecify.annotations.NullMarked;
