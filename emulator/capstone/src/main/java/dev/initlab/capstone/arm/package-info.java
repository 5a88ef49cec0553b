/** 32-bit ARM and Thumb: registers, instructions, groups and operands. */
@NullMarked
package dev.initlab.capstone.arm;

import org.jspecify.annotations.NullMarked;
