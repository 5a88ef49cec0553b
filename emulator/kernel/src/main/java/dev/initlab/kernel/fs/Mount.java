package dev.initlab.kernel.fs;

import java.util.Optional;

/** A file system, or a part of one, at a place in the tree. */
public final class Mount {
    public static final int MS_RDONLY = 1;
    public static final int MS_NOSUID = 2;
    public static final int MS_NODEV = 4;
    public static final int MS_NOEXEC = 8;
    public static final int MS_SYNCHRONOUS = 16;
    public static final int MS_REMOUNT = 32;
    public static final int MS_NOATIME = 1024;
    public static final int MS_BIND = 4096;
    public static final int MS_MOVE = 8192;
    public static final int MS_REC = 16384;
    public static final int MS_SILENT = 32768;
    public static final int MS_RELATIME = 1 << 21;

    /** The flags that stay with a mount; the others say what {@code mount} is to do. */
    static final int KEPT = MS_RDONLY | MS_NOSUID | MS_NODEV | MS_NOEXEC | MS_NOATIME;

    private final FileSystem fileSystem;
    private final Dentry root;
    private final String source;
    private Optional<Location> at;
    private int flags;
    private int openFiles;

    Mount(FileSystem fileSystem, Dentry root, String source, Optional<Location> at, int flags) {
        this.fileSystem = fileSystem;
        this.root = root;
        this.source = source;
        this.at = at;
        this.flags = flags & KEPT;
    }

    /** What is mounted. */
    public FileSystem fileSystem() {
        return fileSystem;
    }

    /** The first column of {@code /proc/mounts}. */
    public String source() {
        return source;
    }

    /** The place it covers; empty for the first root and for what is not mounted any more. */
    public Optional<Location> at() {
        return at;
    }

    /** The {@code MS_*} flags that stay with a mount. */
    public int flags() {
        return flags;
    }

    /** Whether nothing can be changed through it. */
    public boolean isReadOnly() {
        return (flags & MS_RDONLY) != 0;
    }

    Dentry root() {
        return root;
    }

    void moveTo(Optional<Location> place) {
        at = place;
    }

    void remount(int newFlags) {
        flags = newFlags & KEPT;
    }

    void fileOpened() {
        openFiles++;
    }

    void fileClosed() {
        openFiles--;
    }

    boolean hasOpenFiles() {
        return openFiles > 0;
    }
}
