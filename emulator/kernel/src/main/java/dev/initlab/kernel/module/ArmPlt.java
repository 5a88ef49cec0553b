package dev.initlab.kernel.module;

import java.util.Optional;

/**
 * A PLT section of an arm module while it is filled: {@code arch/arm/kernel/module-plts.c}.
 *
 * <p>A block is a cache line of 16 times {@code ldr pc, [pc, #...]} and a line of the 16 addresses they load.
 * Relocations come sorted, so that an entry for the same target can only be the one made last. Without
 * ftrace no entry is there before.
 */
final class ArmPlt {
    static final int ENTRY_SIZE = 8;
    static final int BLOCK_SIZE = 128;

    private static final int ENTRIES = 16;
    private static final int STRIDE = 64;
    private static final int LDR_PC = 0xe59f_f000 | STRIDE - 8; // the literal is a line on
    private static final int THUMB_LDR_PC = (0xf000 | STRIDE - 4) << 16 | 0xf8df; // as two halfwords

    private final PlacedSection section;
    private final int ldr;
    private int count;

    ArmPlt(PlacedSection section, boolean thumb) {
        this.section = section;
        ldr = thumb ? THUMB_LDR_PC : LDR_PC;
    }

    /** The address of an entry that branches to {@code target}; none if more are needed than were counted. */
    Optional<Long> entry(int target) {
        if (count > 0 && section.memory().i32(ldr(count - 1) + STRIDE) == target) {
            return Optional.of(ldr(count - 1));
        }
        if ((count + 1L) * ENTRY_SIZE > section.header().size()) {
            return Optional.empty();
        }
        long entry = ldr(count);
        if (count % ENTRIES == 0) {
            for (int i = 0; i < ENTRIES; i++) {
                section.memory().put32(entry + 4L * i, ldr);
                section.memory().put32(entry + 4L * i + STRIDE, 0);
            }
        }
        section.memory().put32(entry + STRIDE, target);
        count++;
        return Optional.of(entry);
    }

    private long ldr(int index) {
        return section.address() + (long) index / ENTRIES * BLOCK_SIZE + index % ENTRIES * 4L;
    }
}
