package dev.initlab.unicorn;

/**
 * Register, processor model and instruction numbers of IBM Z (s390x).
 *
 * <p>Generated from {@code s390x.h} of libunicorn 2.1.1: do not edit; see
 * {@code src/generator/GenerateConstants.java}.
 */
public final class S390x {
    private S390x() {
    }

    public static final int CPU_Z900 = 0;
    public static final int CPU_Z900_2 = 1;
    public static final int CPU_Z900_3 = 2;
    public static final int CPU_Z800 = 3;
    public static final int CPU_Z990 = 4;
    public static final int CPU_Z990_2 = 5;
    public static final int CPU_Z990_3 = 6;
    public static final int CPU_Z890 = 7;
    public static final int CPU_Z990_4 = 8;
    public static final int CPU_Z890_2 = 9;
    public static final int CPU_Z990_5 = 10;
    public static final int CPU_Z890_3 = 11;
    public static final int CPU_Z9EC = 12;
    public static final int CPU_Z9EC_2 = 13;
    public static final int CPU_Z9BC = 14;
    public static final int CPU_Z9EC_3 = 15;
    public static final int CPU_Z9BC_2 = 16;
    public static final int CPU_Z10EC = 17;
    public static final int CPU_Z10EC_2 = 18;
    public static final int CPU_Z10BC = 19;
    public static final int CPU_Z10EC_3 = 20;
    public static final int CPU_Z10BC_2 = 21;
    public static final int CPU_Z196 = 22;
    public static final int CPU_Z196_2 = 23;
    public static final int CPU_Z114 = 24;
    public static final int CPU_ZEC12 = 25;
    public static final int CPU_ZEC12_2 = 26;
    public static final int CPU_ZBC12 = 27;
    public static final int CPU_Z13 = 28;
    public static final int CPU_Z13_2 = 29;
    public static final int CPU_Z13S = 30;
    public static final int CPU_Z14 = 31;
    public static final int CPU_Z14_2 = 32;
    public static final int CPU_Z14ZR1 = 33;
    public static final int CPU_GEN15A = 34;
    public static final int CPU_GEN15B = 35;
    public static final int CPU_QEMU = 36;
    public static final int CPU_MAX = 37;
    public static final int REG_INVALID = 0;
    public static final int REG_R0 = 1;
    public static final int REG_R1 = 2;
    public static final int REG_R2 = 3;
    public static final int REG_R3 = 4;
    public static final int REG_R4 = 5;
    public static final int REG_R5 = 6;
    public static final int REG_R6 = 7;
    public static final int REG_R7 = 8;
    public static final int REG_R8 = 9;
    public static final int REG_R9 = 10;
    public static final int REG_R10 = 11;
    public static final int REG_R11 = 12;
    public static final int REG_R12 = 13;
    public static final int REG_R13 = 14;
    public static final int REG_R14 = 15;
    public static final int REG_R15 = 16;
    public static final int REG_F0 = 17;
    public static final int REG_F1 = 18;
    public static final int REG_F2 = 19;
    public static final int REG_F3 = 20;
    public static final int REG_F4 = 21;
    public static final int REG_F5 = 22;
    public static final int REG_F6 = 23;
    public static final int REG_F7 = 24;
    public static final int REG_F8 = 25;
    public static final int REG_F9 = 26;
    public static final int REG_F10 = 27;
    public static final int REG_F11 = 28;
    public static final int REG_F12 = 29;
    public static final int REG_F13 = 30;
    public static final int REG_F14 = 31;
    public static final int REG_F15 = 32;
    public static final int REG_F16 = 33;
    public static final int REG_F17 = 34;
    public static final int REG_F18 = 35;
    public static final int REG_F19 = 36;
    public static final int REG_F20 = 37;
    public static final int REG_F21 = 38;
    public static final int REG_F22 = 39;
    public static final int REG_F23 = 40;
    public static final int REG_F24 = 41;
    public static final int REG_F25 = 42;
    public static final int REG_F26 = 43;
    public static final int REG_F27 = 44;
    public static final int REG_F28 = 45;
    public static final int REG_F29 = 46;
    public static final int REG_F30 = 47;
    public static final int REG_F31 = 48;
    public static final int REG_A0 = 49;
    public static final int REG_A1 = 50;
    public static final int REG_A2 = 51;
    public static final int REG_A3 = 52;
    public static final int REG_A4 = 53;
    public static final int REG_A5 = 54;
    public static final int REG_A6 = 55;
    public static final int REG_A7 = 56;
    public static final int REG_A8 = 57;
    public static final int REG_A9 = 58;
    public static final int REG_A10 = 59;
    public static final int REG_A11 = 60;
    public static final int REG_A12 = 61;
    public static final int REG_A13 = 62;
    public static final int REG_A14 = 63;
    public static final int REG_A15 = 64;
    public static final int REG_PC = 65;
    public static final int REG_PSWM = 66;
}
