/** x86 (16, 32 and 64 bits): registers, instructions, groups and operands. */
@NullMarked
package dev.initlab.capstone.x86;

import org.jspecify.annotations.NullMarked;
