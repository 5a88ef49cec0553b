package dev.initlab.kernel.fs;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

import dev.initlab.kernel.errno.Errno;
import dev.initlab.kernel.errno.ErrnoException;

/**
 * Listing a directory. Position 0 is dot, 1 is dot-dot; an entry of a stored directory keeps its position as
 * long as it is there, so that deleting while listing skips none.
 */
final class DirectoryListing implements FileOperations {
    private static final int FIRST = 2;

    private record Named(String name, Inode inode) {
    }

    private List<Named> snapshot = List.of();

    @Override
    public IoResult read(OpenFile file, ByteBuffer into, long position) {
        throw new ErrnoException(Errno.EISDIR);
    }

    @Override
    public long size(OpenFile file) {
        return Long.MAX_VALUE;
    }

    long list(OpenFile file, long from, Predicate<DirectoryEntry> take) {
        Dentry directory = file.location().dentry();
        if (directory.isUnlinked()) {
            throw new ErrnoException(Errno.ENOENT);
        }
        long position = from;
        if (position == 0) {
            if (!take.test(entry(".", directory.inode(), 1))) {
                return position;
            }
            position = 1;
        }
        if (position == 1) {
            if (!take.test(entry("..", directory.parent().inode(), FIRST))) {
                return position;
            }
            position = FIRST;
        }
        return directory.inode() instanceof SyntheticDirectory made
                ? listMade(made, from, position, take) : listStored(directory, position, take);
    }

    private static long listStored(Dentry directory, long from, Predicate<DirectoryEntry> take) {
        long position = from;
        for (Dentry child : directory.childrenFrom(from - FIRST)) {
            long next = child.place() + FIRST + 1;
            if (!take.test(entry(child.name(), child.inode(), next))) {
                return position;
            }
            position = next;
        }
        return position;
    }

    private long listMade(SyntheticDirectory made, long asked, long from, Predicate<DirectoryEntry> take) {
        if (asked < FIRST) {
            List<Named> now = new ArrayList<>();
            for (String name : made.names()) {
                made.lookup(name).ifPresent(inode -> now.add(new Named(name, inode)));
            }
            snapshot = now;
        }
        long position = from;
        while (position - FIRST < snapshot.size()) {
            Named named = snapshot.get((int) (position - FIRST));
            if (!take.test(entry(named.name(), named.inode(), position + 1))) {
                return position;
            }
            position++;
        }
        return position;
    }

    private static DirectoryEntry entry(String name, Inode inode, long next) {
        Attributes attributes = inode.attributes();
        return new DirectoryEntry(name, attributes.number(), Mode.entryType(attributes.mode()), next);
    }
}
