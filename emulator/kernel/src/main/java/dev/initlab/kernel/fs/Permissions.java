package dev.initlab.kernel.fs;

import dev.initlab.kernel.errno.Errno;
import dev.initlab.kernel.errno.ErrnoException;

/** Who may do what with an inode ({@code fs/namei.c: generic_permission()}). */
final class Permissions {
    static final int EXECUTE = 1;
    static final int WRITE = 2;
    static final int READ = 4;

    private static final int ANY_EXECUTE = 0111;

    private Permissions() {
    }

    static void require(Credentials who, Inode inode, int wanted) {
        if (!allows(who, inode, wanted)) {
            throw new ErrnoException(Errno.EACCES);
        }
    }

    static boolean allows(Credentials who, Inode inode, int wanted) {
        Attributes attributes = inode.attributes();
        int mode = attributes.mode();
        if (who.isRoot()) {
            return (wanted & EXECUTE) == 0 || inode instanceof Inode.Folder || (mode & ANY_EXECUTE) != 0;
        }
        int granted = who.uid() == attributes.uid() ? mode >> 6
                : who.inGroup(attributes.gid()) ? mode >> 3 : mode;
        return (granted & wanted) == wanted;
    }

    /** Only the owner changes mode and times. */
    static void requireOwner(Credentials who, Inode inode) {
        if (!who.isRoot() && who.uid() != inode.attributes().uid()) {
            throw new ErrnoException(Errno.EPERM);
        }
    }

    /** Whether a sticky directory keeps someone from removing another's entry. */
    static boolean isSticky(Credentials who, Inode directory, Inode entry) {
        return (directory.attributes().mode() & Mode.S_ISVTX) != 0 && !who.isRoot()
                && who.uid() != entry.attributes().uid() && who.uid() != directory.attributes().uid();
    }
}
