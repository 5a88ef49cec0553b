package dev.initlab.kernel.fs;

import java.util.Optional;

import dev.initlab.kernel.errno.Errno;
import dev.initlab.kernel.errno.ErrnoException;

/** Making, removing and renaming files, and changing what {@code stat} shows ({@code fs/namei.c}). */
public final class DirectoryOperations {
    /** {@code renameat2}: fail rather than replace. */
    public static final int RENAME_NOREPLACE = 1;

    private final MountTable mounts;

    DirectoryOperations(MountTable mounts) {
        this.mounts = mounts;
    }

    /** {@code mkdir}. */
    public void mkdir(FsContext context, String path, int mode) {
        PathWalk.Result walk = forCreation(context, path, true);
        Location parent = writable(context, walk.parent(), Errno.EPERM);
        FileSystem fs = parent.mount().fileSystem();
        int permissions = mode & (0777 | Mode.S_ISVTX) & ~context.umask();
        fs.nameMade(0);
        parent.dentry().add(walk.name(), fs.newDirectory(permissions, context.credentials()));
        parent.inode().attributes().addLinks(1);
        parent.inode().attributes().modified();
    }

    /**
     * {@code mknod}: a node of the type in the mode; without one a regular file.
     *
     * @param device of a character or block device
     */
    public void mknod(FsContext context, String path, int mode, DeviceNumber device) {
        PathWalk.Result walk = forCreation(context, path, false);
        Location parent = writable(context, walk.parent(), Errno.EPERM);
        int type = Mode.type(mode) == 0 ? Mode.S_IFREG : Mode.type(mode);
        int permissions = mode & Mode.PERMISSIONS & ~context.umask();
        FileSystem fs = parent.mount().fileSystem();
        Credentials who = context.credentials();
        Inode made = switch (type) {
            case Mode.S_IFREG -> fs.newFile(permissions, who);
            case Mode.S_IFIFO -> new Fifo(fs.attributes(type | permissions, who));
            case Mode.S_IFSOCK -> new SpecialFile(fs.attributes(type | permissions, who), DeviceNumber.NONE);
            case Mode.S_IFCHR, Mode.S_IFBLK -> {
                if (!who.isRoot()) {
                    throw new ErrnoException(Errno.EPERM);
                }
                yield new SpecialFile(fs.attributes(type | permissions, who), device);
            }
            case Mode.S_IFDIR -> throw new ErrnoException(Errno.EPERM);
            default -> throw new ErrnoException(Errno.EINVAL);
        };
        fs.nameMade(0);
        parent.dentry().add(walk.name(), made);
        parent.inode().attributes().modified();
    }

    /** {@code symlink}: a link at {@code path} that holds {@code target}. */
    public void symlink(FsContext context, String target, String path) {
        if (target.isEmpty()) {
            throw new ErrnoException(Errno.ENOENT);
        }
        if (target.length() >= PathName.PATH_MAX) {
            throw new ErrnoException(Errno.ENAMETOOLONG);
        }
        PathWalk.Result walk = forCreation(context, path, false);
        Location parent = writable(context, walk.parent(), Errno.EPERM);
        FileSystem fs = parent.mount().fileSystem();
        fs.nameMade(target.length());
        parent.dentry().add(walk.name(), fs.newSymlink(target, context.credentials()));
        parent.inode().attributes().modified();
    }

    /**
     * {@code linkat}: another name for a file.
     *
     * @param from where the old path begins, {@code to} where the new one does
     * @param follow whether a link at the end of the old path is followed
     */
    public void link(FsContext from, String oldPath, FsContext to, String newPath, boolean follow) {
        Location old = PathWalk.walk(mounts, from, oldPath,
                follow ? PathWalk.AtEnd.FOLLOW : PathWalk.AtEnd.LINK).required();
        PathWalk.Result walk = forCreation(to, newPath, false);
        if (walk.parent().mount() != old.mount()) {
            throw new ErrnoException(Errno.EXDEV);
        }
        Location parent = writable(to, walk.parent(), Errno.EPERM);
        if (old.inode() instanceof Inode.Folder) {
            throw new ErrnoException(Errno.EPERM);
        }
        if (old.inode().attributes().links() == 0) {
            throw new ErrnoException(Errno.ENOENT);
        }
        parent.mount().fileSystem().nameMade(linkSize(old.inode()));
        parent.dentry().add(walk.name(), old.inode());
        old.inode().attributes().addLinks(1);
        parent.inode().attributes().modified();
    }

    /** {@code unlink}: takes away a name of anything but a directory. */
    public void unlink(FsContext context, String path) {
        PathWalk.Result walk = PathWalk.walk(mounts, context, path, PathWalk.AtEnd.NAME);
        if (walk.last() != PathWalk.Last.NAME) {
            throw new ErrnoException(Errno.EISDIR);
        }
        Location victim = walk.named().orElseThrow(() -> new ErrnoException(Errno.ENOENT));
        boolean folder = victim.inode() instanceof Inode.Folder;
        if (walk.trailingSlash()) {
            throw new ErrnoException(folder ? Errno.EISDIR : Errno.ENOTDIR);
        }
        Location parent = removable(context, walk.parent(), victim);
        if (folder) {
            throw new ErrnoException(Errno.EISDIR);
        }
        if (busy(victim)) {
            throw new ErrnoException(Errno.EBUSY);
        }
        removeFile(parent, victim.dentry());
    }

    /** {@code rmdir}: takes away an empty directory. */
    public void rmdir(FsContext context, String path) {
        PathWalk.Result walk = PathWalk.walk(mounts, context, path, PathWalk.AtEnd.NAME);
        switch (walk.last()) {
            case DOT -> throw new ErrnoException(Errno.EINVAL);
            case DOT_DOT -> throw new ErrnoException(Errno.ENOTEMPTY);
            case ROOT -> throw new ErrnoException(Errno.EBUSY);
            case NAME -> { }
        }
        Location victim = walk.named().orElseThrow(() -> new ErrnoException(Errno.ENOENT));
        if (victim.isMountRoot() || mounts.isMountPoint(victim.dentry())) {
            throw new ErrnoException(Errno.EBUSY);
        }
        Location parent = removable(context, walk.parent(), victim);
        if (!(victim.inode() instanceof Directory)) {
            throw new ErrnoException(Errno.ENOTDIR);
        }
        if (!victim.dentry().isEmpty()) {
            throw new ErrnoException(Errno.ENOTEMPTY);
        }
        removeDirectory(parent, victim.dentry());
    }

    private static void removeDirectory(Location parent, Dentry victim) {
        parent.dentry().remove(victim);
        parent.mount().fileSystem().nameGone(0);
        victim.inode().attributes().addLinks(-2);
        parent.inode().attributes().addLinks(-1);
        parent.inode().attributes().modified();
    }

    private static void removeFile(Location parent, Dentry victim) {
        Inode inode = victim.inode();
        parent.dentry().remove(victim);
        parent.mount().fileSystem().nameGone(linkSize(inode));
        parent.inode().attributes().modified();
        inode.attributes().addLinks(-1);
        if (inode instanceof RegularFile content) {
            content.freeIfUnreachable();
        }
    }

    private static long linkSize(Inode inode) {
        return inode instanceof Symlink link ? link.size() : 0;
    }

    /**
     * {@code renameat2}.
     *
     * @param flags 0 or {@link #RENAME_NOREPLACE}
     */
    public void rename(FsContext from, String oldPath, FsContext to, String newPath, int flags) {
        if ((flags & ~RENAME_NOREPLACE) != 0) {
            throw new ErrnoException(Errno.EINVAL);
        }
        PathWalk.Result source = PathWalk.walk(mounts, from, oldPath, PathWalk.AtEnd.NAME);
        PathWalk.Result target = PathWalk.walk(mounts, to, newPath, PathWalk.AtEnd.NAME);
        if (source.parent().mount() != target.parent().mount()) {
            throw new ErrnoException(Errno.EXDEV);
        }
        if (source.last() != PathWalk.Last.NAME) {
            throw new ErrnoException(Errno.EBUSY);
        }
        if (target.last() != PathWalk.Last.NAME) {
            throw new ErrnoException((flags & RENAME_NOREPLACE) != 0 ? Errno.EEXIST : Errno.EBUSY);
        }
        requireWritable(source.parent().mount());
        Location moved = source.named().orElseThrow(() -> new ErrnoException(Errno.ENOENT));
        Optional<Location> replaces = target.named();
        if (replaces.isPresent() && (flags & RENAME_NOREPLACE) != 0) {
            throw new ErrnoException(Errno.EEXIST);
        }
        boolean folder = moved.inode() instanceof Inode.Folder;
        if (!folder && (source.trailingSlash() || target.trailingSlash())) {
            throw new ErrnoException(Errno.ENOTDIR);
        }
        if (target.parent().dentry().isBelow(moved.dentry())) {
            throw new ErrnoException(Errno.EINVAL);
        }
        if (replaces.filter(place -> source.parent().dentry().isBelow(place.dentry())).isPresent()) {
            throw new ErrnoException(Errno.ENOTEMPTY);
        }
        if (replaces.filter(place -> place.inode() == moved.inode()).isPresent()) {
            return;
        }
        Location oldParent = removable(from, source.parent(), moved);
        Location newParent = replaces.isPresent() ? removable(to, target.parent(), replaces.get())
                : writable(to, target.parent(), Errno.EPERM);
        replaces.ifPresent(place -> requireSameKind(folder, place));
        if (busy(moved) || replaces.filter(this::busy).isPresent()) {
            throw new ErrnoException(Errno.EBUSY);
        }
        replaces.ifPresent(place -> replace(newParent, place));
        oldParent.dentry().move(moved.dentry(), newParent.dentry(), target.name());
        if (folder) {
            oldParent.inode().attributes().addLinks(-1);
            newParent.inode().attributes().addLinks(1);
        }
        oldParent.inode().attributes().modified();
        newParent.inode().attributes().modified();
    }

    private boolean busy(Location place) {
        return place.isMountRoot() || mounts.isMountPoint(place.dentry());
    }

    private static void requireSameKind(boolean folder, Location replaced) {
        boolean replacedFolder = replaced.inode() instanceof Inode.Folder;
        if (folder != replacedFolder) {
            throw new ErrnoException(folder ? Errno.ENOTDIR : Errno.EISDIR);
        }
    }

    private static void replace(Location parent, Location replaced) {
        if (!(replaced.inode() instanceof Inode.Folder)) {
            removeFile(parent, replaced.dentry());
            return;
        }
        if (!replaced.dentry().isEmpty()) {
            throw new ErrnoException(Errno.ENOTEMPTY);
        }
        removeDirectory(parent, replaced.dentry());
    }

    // What stat shows

    /** {@code chmod}. */
    public void chmod(FsContext context, Location place, int permissions) {
        owned(context, place).chmod(permissions);
    }

    /** {@code chown}; -1 leaves one as it is. Only root gives files away. */
    public void chown(FsContext context, Location place, int uid, int gid) {
        Attributes attributes = owned(context, place);
        boolean gives = uid != -1 && uid != attributes.uid()
                || gid != -1 && !context.credentials().inGroup(gid);
        if (gives && !context.credentials().isRoot()) {
            throw new ErrnoException(Errno.EPERM);
        }
        attributes.chown(uid, gid);
    }

    /** {@code utimensat}, in nanoseconds of virtual time. */
    public void utimes(FsContext context, Location place, long access, long modification) {
        owned(context, place).times(access, modification);
    }

    /** {@code truncate}. */
    public void truncate(FsContext context, Location place, long size) {
        if (size < 0) {
            throw new ErrnoException(Errno.EINVAL);
        }
        switch (place.inode()) {
            case Inode.Folder folder -> throw new ErrnoException(Errno.EISDIR);
            case RegularFile file -> {
                Permissions.require(context.credentials(), file, Permissions.WRITE);
                requireWritable(place.mount());
                file.truncate(size);
            }
            default -> throw new ErrnoException(Errno.EINVAL);
        }
    }

    private static Attributes owned(FsContext context, Location place) {
        requireWritable(place.mount());
        Permissions.requireOwner(context.credentials(), place.inode());
        return place.inode().attributes();
    }

    // What the above have in common

    Location createFile(FsContext context, PathWalk.Result walk, int mode) {
        Location parent = writable(context, walk.parent(), Errno.EACCES);
        FileSystem fs = parent.mount().fileSystem();
        fs.nameMade(0);
        RegularFile made = fs.newFile(mode & Mode.PERMISSIONS & ~context.umask(), context.credentials());
        Dentry dentry = parent.dentry().add(walk.name(), made);
        parent.inode().attributes().modified();
        return new Location(parent.mount(), dentry);
    }

    /** The walk to a name that must be free ({@code fs/namei.c: filename_create()}). */
    private PathWalk.Result forCreation(FsContext context, String path, boolean directory) {
        PathWalk.Result walk = PathWalk.walk(mounts, context, path, PathWalk.AtEnd.NAME);
        if (walk.last() != PathWalk.Last.NAME || walk.named().isPresent()) {
            throw new ErrnoException(Errno.EEXIST);
        }
        if (walk.trailingSlash() && !directory) {
            throw new ErrnoException(Errno.ENOENT);
        }
        return walk;
    }

    private static Location writable(FsContext context, Location parent, Errno ifMadeUp) {
        requireWritable(parent.mount());
        if (parent.dentry().isUnlinked()) {
            throw new ErrnoException(Errno.ENOENT);
        }
        Permissions.require(context.credentials(), parent.inode(), Permissions.WRITE | Permissions.EXECUTE);
        if (!(parent.inode() instanceof Directory)) {
            throw new ErrnoException(ifMadeUp);
        }
        return parent;
    }

    private static Location removable(FsContext context, Location parent, Location victim) {
        Location place = writable(context, parent, Errno.EPERM);
        if (Permissions.isSticky(context.credentials(), place.inode(), victim.inode())) {
            throw new ErrnoException(Errno.EPERM);
        }
        return place;
    }

    private static void requireWritable(Mount mount) {
        if (mount.isReadOnly()) {
            throw new ErrnoException(Errno.EROFS);
        }
    }
}
