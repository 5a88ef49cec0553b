/** ARM64: registers, instructions, groups and operands. */
@NullMarked
package dev.initlab.capstone.arm64;

import org.jspecify.annotations.NullMarked;
