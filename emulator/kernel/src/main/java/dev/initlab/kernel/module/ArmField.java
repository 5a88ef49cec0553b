package dev.initlab.kernel.module;

/**
 * Where in its place an arm relocation has its addend and its value ("Arm Architecture Reference Manual,
 * ARMv7-A", A5, A6, A8; groups: "ELF for the Arm Architecture", 5.6.1.5).
 */
enum ArmField {
    NOTHING,
    WORD,
    WORD_31, // bit 31 stays
    BRANCH, // B, BL: imm24, words
    BX, // BX Rm becomes MOV PC, Rm, for ARMv4
    MOV, // MOVW, MOVT: imm4:imm12
    THUMB_BRANCH, // B.W, BL: S:I1:I2:imm10:imm11, halfwords
    THUMB_MOV, // MOVW, MOVT: imm4:i:imm3:imm8
    ALU_G0, // ADD or SUB (immediate): the most significant 8 bits, rotated
    ALU_G1, // ADD or SUB (immediate): the 8 bits below those
    LDR_G2; // LDR (immediate): what two ALU groups leave, and the sign in U

    private static final int ADD = 1 << 23;
    private static final int SUB = 1 << 22;
    private static final int UP = 1 << 23; // LDR: the offset is added

    /** The addend of a REL entry. */
    int addend(ModuleMemory memory, long place) {
        return switch (this) {
            case NOTHING, BX -> 0;
            case WORD -> memory.i32(place);
            case WORD_31 -> memory.i32(place) << 1 >> 1;
            case BRANCH -> memory.i32(place) << 8 >> 6;
            case MOV -> (short) (memory.i32(place) >> 4 & 0xf000 | memory.i32(place) & 0xfff);
            case THUMB_BRANCH -> thumbBranch(memory.u16(place), memory.u16(place + 2));
            case THUMB_MOV -> thumbMov(memory.u16(place), memory.u16(place + 2));
            case ALU_G0, ALU_G1 -> {
                int instruction = memory.i32(place);
                int value = Integer.rotateRight(instruction & 0xff, instruction >> 7 & 0x1e);
                yield (instruction & SUB) != 0 ? -value : value;
            }
            case LDR_G2 -> {
                int instruction = memory.i32(place);
                yield (instruction & UP) != 0 ? instruction & 0xfff : -(instruction & 0xfff);
            }
        };
    }

    /** Whether a calculated value fits; Linux takes a branch to neither end of its range. */
    boolean holds(int value) {
        return switch (this) {
            case BRANCH -> value > -(1 << 25) && value < 1 << 25;
            case THUMB_BRANCH -> value > -(1 << 24) && value < 1 << 24;
            case WORD_31 -> value >= -(1 << 30) && value < 1 << 30;
            case LDR_G2 -> Integer.compareUnsigned(residual(magnitude(value), 2), 0xfff) <= 0;
            default -> true;
        };
    }

    /** Puts a value there; bits beyond the field are cut off. */
    void put(ModuleMemory memory, long place, int value) {
        switch (this) {
            case NOTHING -> { }
            case WORD -> memory.put32(place, value);
            case WORD_31 -> replace(memory, place, 0x7fff_ffff, value);
            case BRANCH -> replace(memory, place, 0x00ff_ffff, value);
            case BX -> replace(memory, place, 0x0fff_fff0, 0x01a0_f000);
            case MOV -> replace(memory, place, 0x000f_0fff, value << 4 & 0xf_0000 | value & 0xfff);
            case THUMB_BRANCH -> putThumbBranch(memory, place, value);
            case THUMB_MOV -> {
                memory.put16(place, memory.u16(place) & 0xfbf0 | value >> 12 & 0xf | value >> 1 & 0x400);
                memory.put16(place + 2, memory.u16(place + 2) & 0x8f00 | value << 4 & 0x7000 | value & 0xff);
            }
            case ALU_G0 -> putAlu(memory, place, value, 0);
            case ALU_G1 -> putAlu(memory, place, value, 1);
            case LDR_G2 -> replace(memory, place, UP | 0xfff,
                    (value < 0 ? 0 : UP) | residual(magnitude(value), 2));
        }
    }

    private static void replace(ModuleMemory memory, long place, int mask, int bits) {
        memory.put32(place, memory.i32(place) & ~mask | bits & mask);
    }

    private static int thumbBranch(int upper, int lower) {
        int sign = upper >> 10 & 1;
        int i1 = ~(lower >> 13 ^ sign) & 1;
        int i2 = ~(lower >> 11 ^ sign) & 1;
        return -sign << 24 | i1 << 23 | i2 << 22 | (upper & 0x3ff) << 12 | (lower & 0x7ff) << 1;
    }

    private static void putThumbBranch(ModuleMemory memory, long place, int halfwords) {
        int sign = halfwords >>> 31;
        int j1 = ~(halfwords >> 22 ^ sign) & 1;
        int j2 = ~(halfwords >> 21 ^ sign) & 1;
        memory.put16(place, memory.u16(place) & 0xf800 | sign << 10 | halfwords >> 11 & 0x3ff);
        memory.put16(place + 2, memory.u16(place + 2) & 0xd000 | j1 << 13 | j2 << 11 | halfwords & 0x7ff);
    }

    private static int thumbMov(int upper, int lower) {
        return (short) ((upper & 0xf) << 12 | (upper & 0x400) << 1 | (lower & 0x7000) >> 4 | lower & 0xff);
    }

    private static void putAlu(ModuleMemory memory, long place, int value, int group) {
        int magnitude = residual(magnitude(value), group);
        int top = topByte(magnitude);
        int rotation = 32 - top & 31;
        replace(memory, place, ADD | SUB | 0xfff,
                (value < 0 ? SUB : ADD) | rotation << 7 | magnitude >>> top & 0xff);
    }

    private static int magnitude(int value) {
        return value < 0 ? -value : value;
    }

    /** Y_n of the ABI: what is left of a value without the groups before this one. */
    private static int residual(int value, int group) {
        int left = value;
        for (int n = 0; n < group; n++) {
            left &= (1 << topByte(left)) - 1;
        }
        return left;
    }

    /** Bit number of the group's lowest bit: even, so that a rotation reaches it. */
    private static int topByte(int value) {
        int highest = 31 - Integer.numberOfLeadingZeros(value | 1);
        return Math.max(0, (highest & ~1) - 6);
    }
}
