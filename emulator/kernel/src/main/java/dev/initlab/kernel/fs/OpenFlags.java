package dev.initlab.kernel.fs;

/**
 * Flags of {@code open}, numbered as on x86-64 ({@code asm-generic/fcntl.h}); arm and arm64 number four of
 * them differently.
 */
public final class OpenFlags {
    public static final int O_RDONLY = 0;
    public static final int O_WRONLY = 1;
    public static final int O_RDWR = 2;
    public static final int O_ACCMODE = 3;
    public static final int O_CREAT = 0100;
    public static final int O_EXCL = 0200;
    public static final int O_NOCTTY = 0400;
    public static final int O_TRUNC = 01000;
    public static final int O_APPEND = 02000;
    public static final int O_NONBLOCK = 04000;
    public static final int O_DSYNC = 010000;
    public static final int O_DIRECT = 040000;
    public static final int O_LARGEFILE = 0100000;
    public static final int O_DIRECTORY = 0200000;
    public static final int O_NOFOLLOW = 0400000;
    public static final int O_NOATIME = 01000000;
    public static final int O_CLOEXEC = 02000000;
    public static final int O_PATH = 010000000;
    public static final int O_TMPFILE = 020000000 | O_DIRECTORY;

    private static final int[][] ARM = {
        {040000, O_DIRECTORY},
        {0100000, O_NOFOLLOW},
        {0200000, O_DIRECT},
        {0400000, O_LARGEFILE},
    };
    private static final int ARM_BITS = 0740000;

    private OpenFlags() {
    }

    /** Flags as arm and arm64 number them, in ours ({@code arch/arm64/include/uapi/asm/fcntl.h}). */
    public static int fromArm(int flags) {
        int result = flags & ~ARM_BITS;
        for (int[] pair : ARM) {
            result |= (flags & pair[0]) != 0 ? pair[1] : 0;
        }
        return result;
    }

    /** Our flags as arm and arm64 number them. */
    public static int toArm(int flags) {
        int result = flags & ~ARM_BITS;
        for (int[] pair : ARM) {
            result |= (flags & pair[1]) != 0 ? pair[0] : 0;
        }
        return result;
    }

    static boolean reads(int flags) {
        int access = flags & O_ACCMODE;
        return access == O_RDONLY || access == O_RDWR;
    }

    static boolean writes(int flags) {
        int access = flags & O_ACCMODE;
        return access == O_WRONLY || access == O_RDWR;
    }
}
