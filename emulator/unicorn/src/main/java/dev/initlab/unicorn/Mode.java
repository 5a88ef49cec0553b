package dev.initlab.unicorn;

/**
 * Mode bits for {@link Engine#open}; one architecture's bits are or-ed together.
 *
 * <p>Generated from {@code unicorn.h} of libunicorn 2.1.1: do not edit; see
 * {@code src/generator/GenerateConstants.java}.
 */
public final class Mode {
    private Mode() {
    }

    public static final int MODE_LITTLE_ENDIAN = 0;
    public static final int MODE_BIG_ENDIAN = 1073741824;
    public static final int MODE_ARM = 0;
    public static final int MODE_THUMB = 16;
    public static final int MODE_MCLASS = 32;
    public static final int MODE_V8 = 64;
    public static final int MODE_ARMBE8 = 1024;
    public static final int MODE_ARM926 = 128;
    public static final int MODE_ARM946 = 256;
    public static final int MODE_ARM1176 = 512;
    public static final int MODE_MICRO = 16;
    public static final int MODE_MIPS3 = 32;
    public static final int MODE_MIPS32R6 = 64;
    public static final int MODE_MIPS32 = 4;
    public static final int MODE_MIPS64 = 8;
    public static final int MODE_16 = 2;
    public static final int MODE_32 = 4;
    public static final int MODE_64 = 8;
    public static final int MODE_PPC32 = 4;
    public static final int MODE_PPC64 = 8;
    public static final int MODE_QPX = 16;
    public static final int MODE_SPARC32 = 4;
    public static final int MODE_SPARC64 = 8;
    public static final int MODE_V9 = 16;
    public static final int MODE_RISCV32 = 4;
    public static final int MODE_RISCV64 = 8;
}
