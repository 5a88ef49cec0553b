package dev.initlab.unicorn;

/**
 * Register, processor model and instruction numbers of Motorola 68000.
 *
 * <p>Generated from {@code m68k.h} of libunicorn 2.1.1: do not edit; see
 * {@code src/generator/GenerateConstants.java}.
 */
public final class M68k {
    private M68k() {
    }

    public static final int CPU_M5206 = 0;
    public static final int CPU_M68000 = 1;
    public static final int CPU_M68020 = 2;
    public static final int CPU_M68030 = 3;
    public static final int CPU_M68040 = 4;
    public static final int CPU_M68060 = 5;
    public static final int CPU_M5208 = 6;
    public static final int CPU_CFV4E = 7;
    public static final int CPU_ANY = 8;
    public static final int REG_INVALID = 0;
    public static final int REG_A0 = 1;
    public static final int REG_A1 = 2;
    public static final int REG_A2 = 3;
    public static final int REG_A3 = 4;
    public static final int REG_A4 = 5;
    public static final int REG_A5 = 6;
    public static final int REG_A6 = 7;
    public static final int REG_A7 = 8;
    public static final int REG_D0 = 9;
    public static final int REG_D1 = 10;
    public static final int REG_D2 = 11;
    public static final int REG_D3 = 12;
    public static final int REG_D4 = 13;
    public static final int REG_D5 = 14;
    public static final int REG_D6 = 15;
    public static final int REG_D7 = 16;
    public static final int REG_SR = 17;
    public static final int REG_PC = 18;
}
