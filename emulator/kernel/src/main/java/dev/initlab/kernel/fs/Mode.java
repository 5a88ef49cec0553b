package dev.initlab.kernel.fs;

/** File types and permission bits of a mode ({@code linux/stat.h}). */
public final class Mode {
    public static final int S_IFMT = 0170000;
    public static final int S_IFSOCK = 0140000;
    public static final int S_IFLNK = 0120000;
    public static final int S_IFREG = 0100000;
    public static final int S_IFBLK = 0060000;
    public static final int S_IFDIR = 0040000;
    public static final int S_IFCHR = 0020000;
    public static final int S_IFIFO = 0010000;
    public static final int S_ISUID = 0004000;
    public static final int S_ISGID = 0002000;
    public static final int S_ISVTX = 0001000;
    /** All bits that {@code chmod} sets. */
    public static final int PERMISSIONS = 07777;

    private Mode() {
    }

    /** The type bits of a mode. */
    public static int type(int mode) {
        return mode & S_IFMT;
    }

    /** The {@code d_type} of a directory entry: the type bits, moved down. */
    public static int entryType(int mode) {
        return type(mode) >> 12;
    }
}
