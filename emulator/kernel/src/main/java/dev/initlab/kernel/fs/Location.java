package dev.initlab.kernel.fs;

/** A place in the tree: a name within a mounted file system ({@code struct path}). */
public record Location(Mount mount, Dentry dentry) {
    /** What is there. */
    public Inode inode() {
        return dentry.inode();
    }

    boolean isMountRoot() {
        return dentry == mount.root();
    }
}
