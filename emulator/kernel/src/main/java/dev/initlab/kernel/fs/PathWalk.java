package dev.initlab.kernel.fs;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

import dev.initlab.kernel.errno.Errno;
import dev.initlab.kernel.errno.ErrnoException;

/** Walking a path to what it names ({@code fs/namei.c}). */
final class PathWalk {
    /** So many links are followed in one walk. */
    private static final int MAX_LINKS = 40;

    private final MountTable mounts;
    private final FsContext context;
    private final Deque<String> pending = new ArrayDeque<>();
    private Location at;
    private boolean trailingSlash;
    private int links;

    private PathWalk(MountTable mounts, FsContext context) {
        this.mounts = mounts;
        this.context = context;
        this.at = context.cwd();
    }

    /** What happens to a link at the end of the path. */
    enum AtEnd {
        /** It is followed. */
        FOLLOW,
        /** It is followed, unless a slash stands behind it: nothing can be created there anyway. */
        CREATE,
        /** It is the result, unless a slash stands behind it. */
        LINK,
        /** It is the result in any case: the name is what matters. */
        NAME
    }

    /** The last component's kind. */
    enum Last {
        NAME, DOT, DOT_DOT, ROOT
    }

    /**
     * Where a walk ended.
     *
     * @param parent the directory of the last component
     * @param name the last component
     * @param trailingSlash whether something must be a directory: the path, or a link at its end, ends so
     * @param found what is there, with what is mounted on it; empty if nothing has that name
     */
    record Result(Location parent, String name, Last last, boolean trailingSlash, Optional<Location> found) {
        /**
         * What has the name, if anything. Fails in a directory that has been removed, and with
         * {@link AtEnd#NAME} only here if the name is too long.
         */
        Optional<Location> named() {
            if (last == Last.NAME && parent.dentry().isUnlinked()) {
                throw new ErrnoException(Errno.ENOENT);
            }
            if (name.length() > PathName.NAME_MAX) {
                throw new ErrnoException(Errno.ENAMETOOLONG);
            }
            return found;
        }

        /**
         * What is there; {@code ENOENT} if nothing, {@code ENOTDIR} if it must be a directory and is none.
         */
        Location required() {
            Location place = found.orElseThrow(() -> new ErrnoException(Errno.ENOENT));
            if (trailingSlash && !(place.inode() instanceof Inode.Folder)) {
                throw new ErrnoException(Errno.ENOTDIR);
            }
            return place;
        }
    }

    /** Walks a path. */
    static Result walk(MountTable mounts, FsContext context, String path, AtEnd atEnd) {
        if (path.isEmpty()) {
            throw new ErrnoException(Errno.ENOENT);
        }
        if (path.length() >= PathName.PATH_MAX) {
            throw new ErrnoException(Errno.ENAMETOOLONG);
        }
        PathWalk walk = new PathWalk(mounts, context);
        walk.begin(path, true);
        return walk.run(atEnd);
    }

    private void begin(String path, boolean last) {
        if (path.startsWith("/")) {
            // Not what may be mounted over it: that is seen after chroot only.
            at = context.root();
        }
        String[] components = path.split("/");
        for (int i = components.length - 1; i >= 0; i--) {
            if (!components[i].isEmpty()) {
                pending.push(components[i]);
            }
        }
        if (last && path.endsWith("/")) {
            trailingSlash = true;
        }
    }

    private Result run(AtEnd atEnd) {
        while (true) {
            String name = pending.poll();
            if (name == null) {
                return new Result(at, "/", Last.ROOT, trailingSlash, Optional.of(at));
            }
            boolean last = pending.isEmpty();
            requireSearchable();
            if (name.equals(".") || name.equals("..")) {
                Location parent = at;
                boolean up = name.equals("..");
                at = up ? up(at) : at;
                if (last) {
                    return new Result(parent, name, up ? Last.DOT_DOT : Last.DOT, trailingSlash,
                            Optional.of(at));
                }
                continue;
            }
            Location parent = at;
            boolean later = last && atEnd == AtEnd.NAME && name.length() > PathName.NAME_MAX;
            Optional<Location> child = later ? Optional.empty() : child(parent, name);
            boolean follow = !last || switch (atEnd) {
                case FOLLOW -> true;
                case CREATE -> !trailingSlash;
                case LINK -> trailingSlash;
                case NAME -> false;
            };
            if (follow && child.isPresent() && child.get().inode().isLink()) {
                if (follow(child.get().inode(), last)) {
                    return new Result(parent, name, Last.NAME, trailingSlash, Optional.of(at));
                }
                continue;
            }
            if (last) {
                return new Result(parent, name, Last.NAME, trailingSlash, child);
            }
            at = child.orElseThrow(() -> new ErrnoException(Errno.ENOENT));
        }
    }

    private void requireSearchable() {
        if (!(at.inode() instanceof Inode.Folder)) {
            throw new ErrnoException(Errno.ENOTDIR);
        }
        Permissions.require(context.credentials(), at.inode(), Permissions.EXECUTE);
    }

    private Optional<Location> child(Location directory, String name) {
        return directory.dentry().lookup(name)
                .map(dentry -> mounts.covering(new Location(directory.mount(), dentry)));
    }

    /** Goes where a link leads; true if that was a jump which ends the walk. */
    private boolean follow(Inode link, boolean last) {
        links++;
        if (links > MAX_LINKS) {
            throw new ErrnoException(Errno.ELOOP);
        }
        if (link instanceof SyntheticLink made) {
            Optional<Location> place = made.place();
            if (place.isPresent()) {
                at = place.get();
                return last;
            }
        }
        String target = target(link);
        if (target.isEmpty()) {
            throw new ErrnoException(Errno.ENOENT);
        }
        begin(target, last);
        return false;
    }

    static String target(Inode link) {
        return switch (link) {
            case Symlink stored -> stored.target();
            case SyntheticLink made -> made.target();
            default -> throw new ErrnoException(Errno.EINVAL);
        };
    }

    /** The directory above: never above the context's root, out of a mount if at its top. */
    private Location up(Location from) {
        Location place = from;
        while (true) {
            if (place.equals(context.root())) {
                return mounts.covering(place);
            }
            if (!place.isMountRoot()) {
                return mounts.covering(new Location(place.mount(), place.dentry().parent()));
            }
            Optional<Location> covered = place.mount().at();
            if (covered.isEmpty()) {
                return place;
            }
            place = covered.get();
        }
    }
}
