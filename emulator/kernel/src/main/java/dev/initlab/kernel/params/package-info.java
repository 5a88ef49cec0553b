/**
 * Kernel and module parameters: taking command lines apart and handing values to whom they belong, with
 * Linux's messages and errors. Command lines are byte strings, carried in a Java string of one char per byte
 * (ISO 8859-1).
 */
@NullMarked
package dev.initlab.kernel.params;

import org.jspecify.annotations.NullMarked;
