package dev.initlab.capstone;

import java.util.List;
import java.util.Optional;

/**
 * What an instruction does, beyond its text.
 *
 * @param groups the groups it belongs to
 * @param implicitReads registers it reads without naming them
 * @param implicitWrites registers it writes without naming them
 * @param writeback whether it writes a base register back (ARM, ARM64; from version 5 on others too)
 * @param access all registers it reads and writes; empty where the library cannot say for this architecture
 * @param arch operands and whatever else is particular to the architecture
 */
public record Detail(List<Group> groups, List<Register> implicitReads, List<Register> implicitWrites,
                     boolean writeback, Optional<RegisterAccess> access, ArchDetail arch) {

    public Detail {
        groups = List.copyOf(groups);
        implicitReads = List.copyOf(implicitReads);
        implicitWrites = List.copyOf(implicitWrites);
    }

    /** Whether the instruction is in a group that every architecture has. */
    public boolean isIn(CommonGroup group) {
        // The common groups have the same numbers everywhere, in both versions.
        return groups.stream().anyMatch(g -> g.number(5) == group.number(5));
    }
}
