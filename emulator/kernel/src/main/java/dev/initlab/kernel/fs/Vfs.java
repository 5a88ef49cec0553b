package dev.initlab.kernel.fs;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;

import dev.initlab.kernel.errno.Errno;
import dev.initlab.kernel.errno.ErrnoException;

/**
 * The guest's file tree: opening, asking and changing files by path, with Linux's rules and errors.
 *
 * <p>Every call takes the {@link FsContext} of the task that asks. A new tree has an empty {@code rootfs} and
 * knows the types {@code rootfs}, {@code ramfs}, {@code tmpfs} and {@code devtmpfs}. Same calls, same tree:
 * inode numbers are counted, times are the given clock's.
 */
public final class Vfs {
    /** What the files of all file systems may hold in all, unless told otherwise. */
    public static final long DEFAULT_MAX_BYTES = 1L << 28;

    private final LongSupplier clock;
    private final SpaceLimit space;
    private final Map<String, FileSystemType> types = new LinkedHashMap<>();
    private final MountTable mounts = new MountTable();
    private final CharDevices charDevices = new CharDevices();
    private final DirectoryOperations directories = new DirectoryOperations(mounts);
    private final MountOperations mounting = new MountOperations(this, mounts, types);
    private final Mount rootMount;
    private final Mount pipes;
    private int nextDevice = 1;

    /**
     * A tree with nothing in it.
     *
     * @param clock virtual time in nanoseconds
     */
    public Vfs(LongSupplier clock) {
        this(clock, DEFAULT_MAX_BYTES);
    }

    /**
     * A tree with nothing in it.
     *
     * @param clock virtual time in nanoseconds
     * @param maxBytes what its files may hold in all, a name counting as 1024 bytes; more is {@code ENOSPC}
     */
    public Vfs(LongSupplier clock, long maxBytes) {
        this.clock = clock;
        this.space = new SpaceLimit(maxBytes, Optional.empty());
        for (FileSystemType type : List.of(TmpFs.ROOTFS, TmpFs.RAMFS, TmpFs.TMPFS, TmpFs.devtmpfs())) {
            register(type);
        }
        FileSystem root = TmpFs.ROOTFS.mount(this, "rootfs", "");
        rootMount = new Mount(root, root.root(), "rootfs", Optional.empty(), 0);
        mounts.add(rootMount);
        FileSystem pipefs = newFileSystem("pipefs", 0x50495045, 0,
                fs -> fs.newDirectory(0555, Credentials.ROOT));
        pipes = new Mount(pipefs, pipefs.root(), "pipefs", Optional.empty(), 0);
    }

    /** A context for a first task: root and working directory are the tree's root. */
    public FsContext newContext() {
        Location root = new Location(rootMount, rootMount.root());
        FsContext context = new FsContext(mounts, root, root);
        mounts.add(context);
        return context;
    }

    /** The character devices and their drivers. */
    public CharDevices charDevices() {
        return charDevices;
    }

    /** Makes a type known to {@code mount}; {@code EBUSY} if the name is taken. */
    public void register(FileSystemType type) {
        if (types.putIfAbsent(type.name(), type) != null) {
            throw new ErrnoException(Errno.EBUSY);
        }
    }

    /** Forgets a type; {@code EINVAL} if it is not known. */
    public void unregister(FileSystemType type) {
        if (!types.remove(type.name(), type)) {
            throw new ErrnoException(Errno.EINVAL);
        }
    }

    /** The known types in the order of registration ({@code /proc/filesystems}). */
    public List<FileSystemType> types() {
        return List.copyOf(types.values());
    }

    /**
     * A new file system, for a {@link FileSystemType} to return.
     *
     * @param magic its {@code f_type}
     * @param maxBytes what its files may hold; never more than all file systems together
     * @param root makes its root directory, with the factory methods of the file system it is given
     */
    public FileSystem newFileSystem(String type, long magic, long maxBytes,
            Function<FileSystem, ? extends Inode.Folder> root) {
        return new FileSystem(type, magic, new DeviceNumber(0, nextDevice++), clock, maxBytes, space,
                root::apply);
    }

    // Opening

    /**
     * {@code open}.
     *
     * @param flags {@link OpenFlags}
     * @param mode permission bits of a new file, before the umask
     */
    public OpenFile open(FsContext context, String path, int flags, int mode) {
        boolean create = (flags & OpenFlags.O_CREAT) != 0 && (flags & OpenFlags.O_PATH) == 0;
        boolean exclusive = create && (flags & OpenFlags.O_EXCL) != 0;
        boolean follow = (flags & OpenFlags.O_NOFOLLOW) == 0 && !exclusive;
        if ((flags & OpenFlags.O_TMPFILE) == OpenFlags.O_TMPFILE) {
            throw new ErrnoException(Errno.EOPNOTSUPP);
        }
        if (create && (flags & OpenFlags.O_DIRECTORY) != 0) {
            throw new ErrnoException(Errno.EINVAL);
        }
        PathWalk.AtEnd atEnd = create ? follow ? PathWalk.AtEnd.CREATE : PathWalk.AtEnd.NAME
                : follow ? PathWalk.AtEnd.FOLLOW : PathWalk.AtEnd.LINK;
        PathWalk.Result walk = PathWalk.walk(mounts, context, path, atEnd);
        if (create) {
            boolean named = walk.last() == PathWalk.Last.NAME;
            if (named ? walk.trailingSlash() : !exclusive) {
                throw new ErrnoException(Errno.EISDIR);
            }
            if (walk.named().isEmpty()) {
                Location made = directories.createFile(context, walk, mode);
                return openFound(made, flags);
            }
            if (exclusive) {
                throw new ErrnoException(Errno.EEXIST);
            }
        }
        Location place = walk.required();
        checkOpen(context, place, flags, create);
        OpenFile file = openFound(place, flags);
        if ((flags & (OpenFlags.O_TRUNC | OpenFlags.O_PATH)) == OpenFlags.O_TRUNC
                && place.inode() instanceof RegularFile content) {
            content.truncate(0);
        }
        return file;
    }

    private PathWalk.Result walk(FsContext context, String path, boolean follow) {
        return PathWalk.walk(mounts, context, path, follow ? PathWalk.AtEnd.FOLLOW : PathWalk.AtEnd.LINK);
    }

    private static void checkOpen(FsContext context, Location place, int flags, boolean create) {
        Inode inode = place.inode();
        boolean folder = inode instanceof Inode.Folder;
        boolean writes = OpenFlags.writes(flags) || (flags & OpenFlags.O_TRUNC) != 0;
        if ((flags & OpenFlags.O_DIRECTORY) != 0 && !folder) {
            throw new ErrnoException(Errno.ENOTDIR);
        }
        if ((flags & OpenFlags.O_PATH) != 0) {
            return;
        }
        if (inode.isLink()) {
            throw new ErrnoException(Errno.ELOOP);
        }
        if (folder && (writes || create)) {
            throw new ErrnoException(Errno.EISDIR);
        }
        boolean device = inode instanceof SpecialFile;
        if (device && (place.mount().flags() & Mount.MS_NODEV) != 0) {
            throw new ErrnoException(Errno.EACCES);
        }
        int wanted = (OpenFlags.reads(flags) ? Permissions.READ : 0) | (writes ? Permissions.WRITE : 0);
        Permissions.require(context.credentials(), inode, wanted);
        if (writes && place.mount().isReadOnly() && inode instanceof RegularFile) {
            throw new ErrnoException(Errno.EROFS);
        }
    }

    private OpenFile openFound(Location place, int flags) {
        if ((flags & OpenFlags.O_PATH) != 0) {
            return OpenFile.open(place, flags, file -> PathOnly.INSTANCE);
        }
        return OpenFile.open(place, flags, file -> switch (place.inode()) {
            case RegularFile content -> RegularFileOperations.open(file, content);
            case Inode.Folder folder -> new DirectoryListing();
            case SyntheticFile made -> made.open(file);
            case Fifo fifo -> PipeEnd.open(file, fifo.pipe());
            case SpecialFile special -> switch (Mode.type(special.attributes().mode())) {
                case Mode.S_IFCHR -> charDevices.open(file);
                default -> throw new ErrnoException(Errno.ENXIO);
            };
            case Symlink link -> throw new ErrnoException(Errno.ELOOP);
            case SyntheticLink link -> throw new ErrnoException(Errno.ELOOP);
        });
    }

    /** The two ends of a new pipe. */
    public record PipeEnds(OpenFile read, OpenFile write) {
    }

    /**
     * {@code pipe2}.
     *
     * @param flags {@code O_NONBLOCK} and {@code O_CLOEXEC}, of which the latter is the descriptor table's
     *     matter
     */
    public PipeEnds pipe(FsContext context, int flags) {
        FileSystem pipefs = pipes.fileSystem();
        Fifo fifo = new Fifo(pipefs.attributes(Mode.S_IFIFO | 0600, context.credentials()));
        Dentry name = Dentry.root("pipe:[" + fifo.attributes().number() + "]", fifo);
        Location place = new Location(pipes, name);
        int status = flags & OpenFlags.O_NONBLOCK;
        OpenFile read = openFound(place, OpenFlags.O_RDONLY | status);
        OpenFile write = openFound(place, OpenFlags.O_WRONLY | status);
        return new PipeEnds(read, write);
    }

    // Asking

    /** The place a path leads to; a link at its end is followed if wanted. */
    public Location resolve(FsContext context, String path, boolean follow) {
        return walk(context, path, follow).required();
    }

    /** {@code stat}. */
    public Stat stat(FsContext context, String path) {
        return stat(resolve(context, path, true));
    }

    /** {@code lstat}: of a link itself. */
    public Stat lstat(FsContext context, String path) {
        return stat(resolve(context, path, false));
    }

    /** {@code fstat} and what the others come to. */
    public Stat stat(Location place) {
        Inode inode = place.inode();
        Attributes a = inode.attributes();
        return new Stat(place.mount().fileSystem().device(), a.number(), a.mode(), a.links(), a.uid(),
                a.gid(), inode.represents(), inode.size(), RegularFile.PAGE, inode.blocks(), a.accessTime(),
                a.modificationTime(), a.changeTime());
    }

    /**
     * {@code access}.
     *
     * @param mask a sum of 1 (execute), 2 (write), 4 (read); 0 asks for existence
     */
    public void access(FsContext context, String path, int mask) {
        if ((mask & ~7) != 0) {
            throw new ErrnoException(Errno.EINVAL);
        }
        Location place = resolve(context, path, true);
        Permissions.require(context.credentials(), place.inode(), mask);
        boolean content = place.inode() instanceof RegularFile || place.inode() instanceof Inode.Folder;
        if ((mask & Permissions.WRITE) != 0 && place.mount().isReadOnly() && content) {
            throw new ErrnoException(Errno.EROFS);
        }
    }

    /** {@code readlink}; {@code EINVAL} if it is no link. */
    public String readlink(FsContext context, String path) {
        return PathWalk.target(resolve(context, path, false).inode());
    }

    /** {@code statfs}. */
    public StatFs statfs(FsContext context, String path) {
        return mounting.statfs(resolve(context, path, true).mount());
    }

    /** The path of a place as the context sees it, with {@code  (deleted)} behind it if it is gone. */
    public String pathOf(FsContext context, Location place) {
        return mounting.pathOf(context, place);
    }

    /** {@code getcwd}; {@code ENOENT} if the directory is gone. */
    public String getcwd(FsContext context) {
        if (context.cwd().dentry().isUnlinked()) {
            throw new ErrnoException(Errno.ENOENT);
        }
        return mounting.pathOf(context, context.cwd());
    }

    /** The whole content of a regular or synthetic file. */
    public byte[] readFile(FsContext context, String path) {
        OpenFile file = open(context, path, OpenFlags.O_RDONLY, 0);
        try {
            if (file.inode() instanceof RegularFile content) {
                return content.contents();
            }
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            ByteBuffer buffer = ByteBuffer.allocate(RegularFile.PAGE);
            while (file.read(buffer) instanceof IoResult.Done(long count) && count > 0) {
                all.write(buffer.array(), 0, (int) count);
                buffer.clear();
            }
            return all.toByteArray();
        } finally {
            file.release();
        }
    }

    /** Makes or overwrites a file. */
    public void writeFile(FsContext context, String path, int mode, byte[] content) {
        int flags = OpenFlags.O_WRONLY | OpenFlags.O_CREAT | OpenFlags.O_TRUNC;
        OpenFile file = open(context, path, flags, mode);
        try {
            ByteBuffer rest = ByteBuffer.wrap(content);
            while (rest.hasRemaining()) {
                file.write(rest);
            }
        } finally {
            file.release();
        }
    }

    // Changing: the rest is in DirectoryOperations and MountOperations

    /** Making, removing and renaming. */
    public DirectoryOperations directories() {
        return directories;
    }

    /** {@code mount} and {@code umount}. */
    public MountOperations mounting() {
        return mounting;
    }

    /** {@code chdir}. */
    public void chdir(FsContext context, String path) {
        context.cwd(searchable(context, path));
    }

    /** {@code fchdir}; {@code ENOTDIR} if it is no directory. */
    public void chdir(FsContext context, Location place) {
        context.cwd(searchable(context, place));
    }

    /** {@code chroot}: the working directory stays. */
    public void chroot(FsContext context, String path) {
        context.root(searchable(context, path));
    }

    private Location searchable(FsContext context, String path) {
        return searchable(context, resolve(context, path, true));
    }

    private static Location searchable(FsContext context, Location place) {
        if (!(place.inode() instanceof Inode.Folder)) {
            throw new ErrnoException(Errno.ENOTDIR);
        }
        Permissions.require(context.credentials(), place.inode(), Permissions.EXECUTE);
        return place;
    }
}
