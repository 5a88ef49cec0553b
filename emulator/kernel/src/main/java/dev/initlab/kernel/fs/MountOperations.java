package dev.initlab.kernel.fs;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

import dev.initlab.kernel.errno.Errno;
import dev.initlab.kernel.errno.ErrnoException;

/** Mounting, unmounting, and what is mounted where ({@code fs/namespace.c}). */
public final class MountOperations {
    /** {@code umount2}: take it away though it is in use. */
    public static final int MNT_DETACH = 2;
    private static final int MNT_FORCE = 1;
    private static final int UMOUNT_NOFOLLOW = 8;

    private static final int MAGIC_MASK = 0xffff0000;
    private static final int MAGIC = 0xc0ed0000;
    /** How mounts spread between namespaces, of which there is one. */
    private static final int PROPAGATION = 1 << 17 | 1 << 18 | 1 << 19 | 1 << 20;

    private final Vfs vfs;
    private final MountTable mounts;
    private final Map<String, FileSystemType> types;
    private Predicate<String> request = module -> false;

    MountOperations(Vfs vfs, MountTable mounts, Map<String, FileSystemType> types) {
        this.vfs = vfs;
        this.mounts = mounts;
        this.types = types;
    }

    /** Asks for a module when a type is unknown ({@code request_module("fs-%s")}); true to look again. */
    public void onMissing(Predicate<String> requestModule) {
        request = requestModule;
    }

    /**
     * {@code mount}: a new mount, or with flags a second place, a move or other flags for one that is there.
     *
     * @param flags {@link Mount}'s {@code MS_*}
     */
    public void mount(FsContext context, String source, String target, String type, int flags,
            String options) {
        int what = (flags & MAGIC_MASK) == MAGIC ? flags & ~MAGIC_MASK : flags;
        Location place = vfs.resolve(context, target, true);
        if (!context.credentials().isRoot()) {
            throw new ErrnoException(Errno.EPERM);
        }
        if ((what & (Mount.MS_REMOUNT | PROPAGATION)) != 0) {
            if (!place.isMountRoot()) {
                throw new ErrnoException(Errno.EINVAL);
            }
            if ((what & Mount.MS_REMOUNT) != 0) {
                place.mount().remount(what);
            }
        } else if ((what & Mount.MS_BIND) != 0) {
            bind(vfs.resolve(context, source, true), place);
        } else if ((what & Mount.MS_MOVE) != 0) {
            move(vfs.resolve(context, source, true), place);
        } else {
            mountNew(source, place, type, what, options);
        }
    }

    private void mountNew(String source, Location place, String typeName, int flags, String options) {
        FileSystemType type = types.get(typeName);
        if (type == null && request.test("fs-" + typeName)) {
            type = types.get(typeName);
        }
        if (type == null) {
            throw new ErrnoException(Errno.ENODEV);
        }
        FileSystem fs = type.mount(vfs, source, options);
        Location at = mounts.covering(place);
        if (at.isMountRoot() && at.mount().fileSystem() == fs) {
            throw new ErrnoException(Errno.EBUSY);
        }
        requireSameKind(fs.root().inode(), at.inode());
        mounts.add(new Mount(fs, fs.root(), source.isEmpty() ? "none" : source, Optional.of(at), flags));
    }

    private void bind(Location source, Location place) {
        Location at = mounts.covering(place);
        requireSameKind(source.inode(), at.inode());
        Mount from = source.mount();
        mounts.add(new Mount(from.fileSystem(), source.dentry(), from.source(), Optional.of(at),
                from.flags()));
    }

    private void move(Location source, Location place) {
        if (!source.isMountRoot() || source.mount().at().isEmpty()) {
            throw new ErrnoException(Errno.EINVAL);
        }
        Location at = mounts.covering(place);
        requireSameKind(source.inode(), at.inode());
        for (Mount outer = at.mount(); ; outer = outer.at().get().mount()) {
            if (outer == source.mount()) {
                throw new ErrnoException(Errno.ELOOP);
            }
            if (outer.at().isEmpty()) {
                break;
            }
        }
        mounts.move(source.mount(), at);
    }

    private static void requireSameKind(Inode mounted, Inode covered) {
        if (mounted instanceof Inode.Folder != covered instanceof Inode.Folder) {
            throw new ErrnoException(Errno.ENOTDIR);
        }
    }

    /**
     * {@code umount2}: {@code EINVAL} if nothing is mounted there, {@code EBUSY} if someone is in it.
     *
     * @param flags {@link #MNT_DETACH} or 0; forcing has nothing to force here
     */
    public void umount(FsContext context, String target, int flags) {
        if ((flags & ~(MNT_FORCE | MNT_DETACH | UMOUNT_NOFOLLOW)) != 0) {
            throw new ErrnoException(Errno.EINVAL);
        }
        Location place = vfs.resolve(context, target, (flags & UMOUNT_NOFOLLOW) == 0);
        if (!context.credentials().isRoot()) {
            throw new ErrnoException(Errno.EPERM);
        }
        if (!place.isMountRoot()) {
            throw new ErrnoException(Errno.EINVAL);
        }
        mounts.unmount(place.mount(), (flags & MNT_DETACH) != 0);
    }

    /** The content of {@code /proc/mounts} for a context, as bytes in a string. */
    public String mountsText(FsContext context) {
        StringBuilder text = new StringBuilder();
        for (Mount mount : mounts.mounts()) {
            String place = pathOf(context, new Location(mount, mount.root()));
            text.append(escape(mount.source())).append(' ').append(escape(place)).append(' ')
                    .append(mount.fileSystem().type()).append(' ').append(options(mount)).append(" 0 0\n");
        }
        return text.toString();
    }

    private static String options(Mount mount) {
        int flags = mount.flags();
        return (mount.isReadOnly() ? "ro" : "rw")
                + ((flags & Mount.MS_NOSUID) != 0 ? ",nosuid" : "")
                + ((flags & Mount.MS_NODEV) != 0 ? ",nodev" : "")
                + ((flags & Mount.MS_NOEXEC) != 0 ? ",noexec" : "")
                + ((flags & Mount.MS_NOATIME) != 0 ? ",noatime" : mount.at().isEmpty() ? "" : ",relatime");
    }

    private static String escape(String text) {
        StringBuilder escaped = new StringBuilder();
        for (char c : text.toCharArray()) {
            if (c == ' ' || c == '\t' || c == '\n' || c == '\\' || c == '#') {
                escaped.append(String.format(Locale.ROOT, "\\%03o", (int) c));
            } else {
                escaped.append(c);
            }
        }
        return escaped.toString();
    }

    StatFs statfs(Mount mount) {
        FileSystem fs = mount.fileSystem();
        SpaceLimit space = fs.space();
        int block = RegularFile.PAGE;
        return new StatFs(fs.magic(), block, space.limit() / block, space.free() / block, 0, 0,
                PathName.NAME_MAX, mount.flags());
    }

    String pathOf(FsContext context, Location place) {
        StringBuilder path = new StringBuilder();
        Location at = place;
        while (!at.equals(context.root())) {
            if (!at.isMountRoot() && !at.dentry().isRoot()) {
                path.insert(0, "/" + at.dentry().name());
                at = new Location(at.mount(), at.dentry().parent());
                continue;
            }
            Optional<Location> covered = at.mount().at();
            if (covered.isEmpty()) {
                // A pipe has no place; a root that is not this context's may be out of its reach.
                boolean nowhere = !at.isMountRoot();
                path.insert(0, nowhere ? at.dentry().name() : "");
                break;
            }
            at = covered.get();
        }
        if (path.isEmpty()) {
            path.append('/');
        }
        return place.dentry().isUnlinked() ? path + " (deleted)" : path.toString();
    }
}
