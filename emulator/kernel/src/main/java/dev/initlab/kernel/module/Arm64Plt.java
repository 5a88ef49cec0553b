package dev.initlab.kernel.module;

import java.util.Optional;

/**
 * A PLT section of an arm64 module while it is filled: {@code arch/arm64/kernel/module-plts.c}.
 *
 * <p>An entry is {@code adrp x16, page; add x16, x16, :lo12:; br x16}, 12 bytes. Relocations come sorted, so
 * that an entry for the same target can only be the one made last.
 */
final class Arm64Plt {
    static final int ENTRY_SIZE = 12;

    private static final int ADRP_X16 = 0x9000_0010;
    private static final int ADD_X16_X16 = 0x9100_0210;
    private static final int BR_X16 = 0xd61f_0200;

    private final PlacedSection section;
    private final int capacity;
    private int count;
    private long lastTarget;

    /** An empty one; of the room there is, one entry stays free as in Linux. */
    Arm64Plt(PlacedSection section) {
        this.section = section;
        capacity = (int) Math.max(0, section.header().size() / ENTRY_SIZE - 1);
    }

    /** The address of an entry that branches to {@code target}; none if more are needed than were counted. */
    Optional<Long> entry(long target) {
        if (count > 0 && lastTarget == target) {
            return Optional.of(address(count - 1));
        }
        if (count == capacity) {
            return Optional.empty();
        }
        long at = address(count);
        section.memory().put32(at, ADRP_X16);
        if (!Arm64Relocation.ADR_PREL_PG_HI21.patch(section.memory(), at, target)) {
            return Optional.empty();
        }
        section.memory().put32(at + 4, ADD_X16_X16);
        Arm64Relocation.ADD_ABS_LO12_NC.patch(section.memory(), at + 4, target);
        section.memory().put32(at + 8, BR_X16);
        count++;
        lastTarget = target;
        return Optional.of(at);
    }

    private long address(int index) {
        return section.address() + (long) index * ENTRY_SIZE;
    }
}
