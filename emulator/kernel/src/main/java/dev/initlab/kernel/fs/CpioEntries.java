package dev.initlab.kernel.fs;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import dev.initlab.kernel.errno.ErrnoException;

/**
 * Puts archive entries into a tree: a later entry takes an earlier one's place, hard links are told by device
 * and inode number within one archive. What cannot be made is left out, as on Linux.
 */
final class CpioEntries {
    private static final long NANOSECONDS = 1_000_000_000L;

    private record LinkKey(long major, long minor, long inode, int type) {
    }

    private final Vfs vfs;
    private final FsContext context;
    private final DirectoryOperations directories;
    private final Map<LinkKey, String> links = new HashMap<>();
    private final Map<String, Long> directoryTimes = new LinkedHashMap<>();

    CpioEntries(Vfs vfs, FsContext context) {
        this.vfs = vfs;
        this.context = context;
        this.directories = vfs.directories();
    }

    /** Numbers of the next archive have nothing to do with those of this one. */
    void endOfArchive() {
        links.clear();
    }

    /** All is unpacked: directories get their times now, since filling them has changed these. */
    void finish() {
        directoryTimes.forEach((name, time) -> setTime(name, time, true));
    }

    void symlink(CpioHeader header, String name, String target) {
        clear(name, 0);
        Cpio.attempt(() -> directories.symlink(context, target, name));
        Cpio.attempt(() -> directories.chown(context, vfs.resolve(context, name, false), header.uid(),
                header.gid()));
        setTime(name, header.modificationTime(), false);
    }

    /** Makes or overwrites a file; false if it could be made but not be written. */
    boolean file(CpioHeader header, String name, byte[] bytes, int contentAt) {
        clear(name, header.mode());
        boolean linked = false;
        Optional<String> first = firstName(header, name);
        if (first.isPresent()) {
            clear(name, 0);
            if (!Cpio.attempt(() -> directories.link(context, first.get(), context, name, false))) {
                return true;
            }
            linked = true;
        }
        int flags = OpenFlags.O_WRONLY | OpenFlags.O_CREAT | (linked ? 0 : OpenFlags.O_TRUNC);
        OpenFile file;
        try {
            file = vfs.open(context, name, flags, header.mode() & Mode.PERMISSIONS);
        } catch (ErrnoException left) {
            return true;
        }
        try {
            return fill(header, file, bytes, contentAt);
        } finally {
            file.release();
        }
    }

    private boolean fill(CpioHeader header, OpenFile file, byte[] bytes, int contentAt) {
        Attributes attributes = file.inode().attributes();
        attributes.chown(header.uid(), header.gid());
        attributes.chmod(header.mode());
        boolean complete = true;
        if (header.size() > 0) {
            ByteBuffer content = ByteBuffer.wrap(bytes, contentAt, (int) header.size());
            complete = Cpio.attempt(() -> {
                if (file.inode() instanceof RegularFile regular) {
                    regular.truncate(header.size());
                }
                file.write(content);
            }) && !content.hasRemaining();
        }
        attributes.times(header.modificationTime() * NANOSECONDS, header.modificationTime() * NANOSECONDS);
        return complete;
    }

    /** A directory, a device, a pipe or a socket. */
    void other(CpioHeader header, String name) {
        clear(name, header.mode());
        switch (Mode.type(header.mode())) {
            case Mode.S_IFDIR -> {
                Cpio.attempt(() -> directories.mkdir(context, name, header.mode()));
                own(header, name);
                directoryTimes.put(name, header.modificationTime());
            }
            case Mode.S_IFCHR, Mode.S_IFBLK, Mode.S_IFIFO, Mode.S_IFSOCK -> {
                Optional<String> first = firstName(header, name);
                if (first.isPresent()) {
                    clear(name, 0);
                    Cpio.attempt(() -> directories.link(context, first.get(), context, name, false));
                    return;
                }
                Cpio.attempt(() -> directories.mknod(context, name, header.mode(), header.device()));
                own(header, name);
                setTime(name, header.modificationTime(), true);
            }
            default -> { }
        }
    }

    private void own(CpioHeader header, String name) {
        Cpio.attempt(() -> {
            Location place = vfs.resolve(context, name, true);
            directories.chown(context, place, header.uid(), header.gid());
            directories.chmod(context, place, header.mode());
        });
    }

    private void setTime(String name, long seconds, boolean follow) {
        Cpio.attempt(() -> directories.utimes(context, vfs.resolve(context, name, follow),
                seconds * NANOSECONDS, seconds * NANOSECONDS));
    }

    /** The name under which the same file came before; this one is remembered if it is the first. */
    private Optional<String> firstName(CpioHeader header, String name) {
        if (header.links() < 2) {
            return Optional.empty();
        }
        LinkKey key = new LinkKey(header.major(), header.minor(), header.inode(), Mode.type(header.mode()));
        return Optional.ofNullable(links.putIfAbsent(key, name));
    }

    /** Takes away what has this name if it is of another type. */
    private void clear(String name, int mode) {
        Cpio.attempt(() -> {
            Stat before = vfs.lstat(context, name);
            if (before.isType(Mode.type(mode))) {
                return;
            }
            if (before.isType(Mode.S_IFDIR)) {
                directories.rmdir(context, name);
            } else {
                directories.unlink(context, name);
            }
        });
    }
}
