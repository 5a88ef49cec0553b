package dev.initlab.kernel.module;

/** Where in its place an arm64 relocation puts its value ("Arm Architecture Reference Manual", C4.1, C6.2). */
enum Arm64Field {
    NOTHING(0),
    DATA_16(2),
    DATA_32(4),
    DATA_64(8),
    IMM_12(4), // ADD and LDR/STR (immediate): bits 21:10
    IMM_14(4), // TBZ, TBNZ: bits 18:5
    IMM_19(4), // B.cond, CBZ, CBNZ, LDR (literal): bits 23:5
    IMM_26(4), // B, BL: bits 25:0
    ADR(4), // ADR, ADRP: immhi in bits 23:5, immlo in bits 30:29
    MOVK(4), // MOVK or MOVZ, which stay what they are: bits 20:5
    MOVZ_OR_MOVN(4); // bits 20:5, and opc (bits 30:29) by the sign

    private static final int OPC = 3 << 29;
    private static final int OPC_MOVZ = 2 << 29;

    private final int width;

    Arm64Field(int width) {
        this.width = width;
    }

    /** Bytes at the place. */
    int width() {
        return width;
    }

    /** Puts the low {@code bits} of a value there, and zeroes into the rest of the field. */
    void put(ModuleMemory memory, long place, long value, int bits) {
        switch (this) {
            case NOTHING -> { }
            case DATA_16 -> memory.put16(place, (int) value);
            case DATA_32 -> memory.put32(place, (int) value);
            case DATA_64 -> memory.put64(place, value);
            default -> memory.put32(place, encode(memory.i32(place), value, bits));
        }
    }

    private int encode(int instruction, long value, int bits) {
        return switch (this) {
            case IMM_12 -> insert(instruction, value & (1 << bits) - 1, 10, 12);
            case IMM_14 -> insert(instruction, value, 5, 14);
            case IMM_19 -> insert(instruction, value, 5, 19);
            case IMM_26 -> insert(instruction, value, 0, 26);
            case ADR -> insert(insert(instruction, value, 29, 2), value >> 2, 5, 19);
            case MOVK -> insert(instruction, value, 5, 16);
            case MOVZ_OR_MOVN -> value >= 0
                    ? insert(instruction & ~OPC | OPC_MOVZ, value, 5, 16)
                    : insert(instruction & ~OPC, ~value, 5, 16);
            default -> throw new IllegalStateException(this + " is no instruction");
        };
    }

    private static int insert(int instruction, long value, int at, int bits) {
        int mask = (1 << bits) - 1 << at;
        return instruction & ~mask | (int) value << at & mask;
    }
}
