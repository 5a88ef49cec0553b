package dev.initlab.kernel.fs;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

import dev.initlab.kernel.errno.Errno;
import dev.initlab.kernel.errno.ErrnoException;
import org.jspecify.annotations.Nullable;

/**
 * A task's descriptors ({@code struct files_struct}): each leads to an {@link OpenFile}, of which the table
 * owns one share a descriptor.
 */
public final class FileTable {
    /** Descriptors a task may have, unless told otherwise ({@code RLIMIT_NOFILE}). */
    public static final int DEFAULT_LIMIT = 1024;

    private final List<@Nullable OpenFile> files = new ArrayList<>();
    private final BitSet closeOnExec = new BitSet();
    private int limit = DEFAULT_LIMIT;

    /** Sets how many descriptors there may be; those beyond it stay. */
    public void limit(int newLimit) {
        limit = newLimit;
    }

    /** How many descriptors there may be. */
    public int limit() {
        return limit;
    }

    /** Gives a file the lowest free descriptor and takes over the caller's share of it. */
    public int install(OpenFile file, boolean cloexec) {
        return install(file, cloexec, 0);
    }

    /**
     * As above, but at least {@code lowest}; {@code EMFILE} if all are taken, the share stays the caller's.
     */
    public int install(OpenFile file, boolean cloexec, int lowest) {
        if (lowest < 0 || lowest >= limit) {
            throw new ErrnoException(Errno.EINVAL);
        }
        int fd = lowest;
        while (fd < files.size() && files.get(fd) != null) {
            fd++;
        }
        if (fd >= limit) {
            throw new ErrnoException(Errno.EMFILE);
        }
        put(fd, file, cloexec);
        return fd;
    }

    /** {@code EMFILE} unless so many descriptors are free, for calls that must not fail half-way. */
    public void requireFree(int count) {
        long used = files.stream().filter(file -> file != null).count();
        if (limit - used < count) {
            throw new ErrnoException(Errno.EMFILE);
        }
    }

    private void put(int fd, OpenFile file, boolean cloexec) {
        while (files.size() <= fd) {
            files.add(null);
        }
        files.set(fd, file);
        closeOnExec.set(fd, cloexec);
    }

    /** The file of a descriptor; {@code EBADF} if it is not open. The share stays the table's. */
    public OpenFile get(int fd) {
        OpenFile file = fd >= 0 && fd < files.size() ? files.get(fd) : null;
        if (file == null) {
            throw new ErrnoException(Errno.EBADF);
        }
        return file;
    }

    /** {@code close}. */
    public void close(int fd) {
        OpenFile file = get(fd);
        files.set(fd, null);
        closeOnExec.clear(fd);
        file.release();
    }

    /** {@code dup}: the lowest free descriptor, not closed on exec. */
    public int dup(int fd) {
        return dup(fd, 0, false);
    }

    /** {@code F_DUPFD} and {@code F_DUPFD_CLOEXEC}. */
    public int dup(int fd, int lowest, boolean cloexec) {
        OpenFile file = get(fd);
        int copy = install(file, cloexec, lowest);
        file.acquire();
        return copy;
    }

    /** {@code dup2}: as {@link #dup3}, but equal descriptors are left alone. */
    public int dup2(int oldFd, int newFd) {
        if (oldFd == newFd) {
            get(oldFd);
            return newFd;
        }
        return dup3(oldFd, newFd, false);
    }

    /** {@code dup3}: makes one descriptor lead where another does, closing what it was before. */
    public int dup3(int oldFd, int newFd, boolean cloexec) {
        if (oldFd == newFd) {
            throw new ErrnoException(Errno.EINVAL);
        }
        if (newFd < 0 || newFd >= limit) {
            throw new ErrnoException(Errno.EBADF);
        }
        OpenFile file = get(oldFd);
        file.acquire();
        OpenFile before = newFd < files.size() ? files.get(newFd) : null;
        put(newFd, file, cloexec);
        if (before != null) {
            before.release();
        }
        return newFd;
    }

    /** {@code F_SETFD}. */
    public void closeOnExec(int fd, boolean cloexec) {
        get(fd);
        closeOnExec.set(fd, cloexec);
    }

    /** {@code F_GETFD}. */
    public boolean isCloseOnExec(int fd) {
        get(fd);
        return closeOnExec.get(fd);
    }

    /** The open descriptors, ascending ({@code /proc/<pid>/fd}). */
    public List<Integer> open() {
        List<Integer> open = new ArrayList<>();
        for (int fd = 0; fd < files.size(); fd++) {
            if (files.get(fd) != null) {
                open.add(fd);
            }
        }
        return open;
    }

    /** A child's table: other descriptors, the same files. */
    public FileTable fork() {
        FileTable child = new FileTable();
        child.limit = limit;
        for (int fd : open()) {
            OpenFile file = get(fd);
            file.acquire();
            child.put(fd, file, closeOnExec.get(fd));
        }
        return child;
    }

    /** {@code exec}: closes what is to be closed then. */
    public void exec() {
        closeOnExec.stream().boxed().toList().forEach(this::close);
    }

    /** The task ends. */
    public void closeAll() {
        open().forEach(this::close);
    }
}
