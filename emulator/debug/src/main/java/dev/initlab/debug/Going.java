package dev.initlab.debug;

import java.util.OptionalLong;

/**
 * How far the guest is to go.
 *
 * @param stepping the task whose next instruction outside of the range ends it; empty for none
 * @param from     first address of the range a step may stay in
 * @param to       the end of that range
 * @param goal     the position that ends it
 * @param quiet    whether nothing but the goal ends it
 */
public record Going(OptionalLong stepping, long from, long to, long goal, boolean quiet) {
    private static final long NOWHERE = Long.MAX_VALUE;

    /** Until something stops it. */
    public static Going on() {
        return new Going(OptionalLong.empty(), 0, 0, NOWHERE, false);
    }

    /** One instruction of a task. */
    public static Going step(int pid) {
        return new Going(OptionalLong.of(pid), 0, 0, NOWHERE, false);
    }

    /** Until a task leaves a range. */
    public static Going stepOver(int pid, long from, long to) {
        return new Going(OptionalLong.of(pid), from, to, NOWHERE, false);
    }

    /** To a position, or to whatever stops it before. */
    public static Going upTo(long position) {
        return new Going(OptionalLong.empty(), 0, 0, position, false);
    }

    /** To a position, whatever is on the way. */
    public static Going to(long position) {
        return new Going(OptionalLong.empty(), 0, 0, position, true);
    }

    boolean steps(int pid) {
        return stepping.isPresent() && stepping.getAsLong() == pid;
    }

    boolean stays(long pc) {
        return Long.compareUnsigned(pc - from, to - from) < 0;
    }
}
