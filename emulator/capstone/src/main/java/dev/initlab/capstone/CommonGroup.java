package dev.initlab.capstone;

/**
 * The groups that mean the same on every architecture (capstone.h: {@code cs_group_type}).
 *
 * <p>An architecture may leave some of them unused: ARM has no RET, a return there is a JUMP. Version 4 does
 * not put ARM64's BL and BLR into CALL, only into JUMP.
 */
public enum CommonGroup implements Constant {
    /** Jumps: conditional, direct and indirect. */
    JUMP(1),
    CALL(2),
    RET(3),
    /** Software interrupts and system calls. */
    INT(4),
    IRET(5),
    PRIVILEGE(6),
    /** Branches whose target is relative to the instruction. */
    BRANCH_RELATIVE(7);

    private final int number;

    CommonGroup(int number) {
        this.number = number;
    }

    @Override
    public int number(int major) {
        return number;
    }
}
