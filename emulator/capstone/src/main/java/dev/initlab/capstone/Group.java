package dev.initlab.capstone;

import dev.initlab.capstone.arm.ArmGroup;
import dev.initlab.capstone.arm64.Arm64Group;
import dev.initlab.capstone.x86.X86Group;

/**
 * A group of instructions: jumps, calls, or those of one extension of the architecture.
 *
 * <p>The groups of {@link CommonGroup} exist on every architecture; see {@link Detail#isIn(CommonGroup)}.
 */
public sealed interface Group extends Constant permits X86Group, ArmGroup, Arm64Group, NamedGroup {

    /** The name in upper case, as the headers have it: {@code CALL}. */
    String name();
}
