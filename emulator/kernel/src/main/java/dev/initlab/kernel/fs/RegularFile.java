package dev.initlab.kernel.fs;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

import dev.initlab.kernel.errno.Errno;
import dev.initlab.kernel.errno.ErrnoException;

/** A file of bytes, kept in pages; pages never written are holes and cost nothing. */
public final class RegularFile implements Inode {
    /** Bytes of a page, and the block size {@code stat} shows. */
    public static final int PAGE = 4096;

    private final Attributes attributes;
    private final SpaceLimit space;
    private final Map<Long, byte[]> pages = new HashMap<>();
    private long size;
    private int opened;
    /** Descriptors open for writing; below 0, how often writing is denied. */
    private int writers;

    RegularFile(Attributes attributes, SpaceLimit space) {
        this.attributes = attributes;
        this.space = space;
    }

    @Override
    public Attributes attributes() {
        return attributes;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public long blocks() {
        return pages.size() * (PAGE / 512L);
    }

    /** Copies bytes from a position until the buffer is full or the file ends; returns how many. */
    public long read(ByteBuffer into, long position) {
        long at = position;
        while (into.hasRemaining() && at < size) {
            int offset = (int) (at % PAGE);
            int count = (int) Math.min(Math.min(PAGE - offset, into.remaining()), size - at);
            byte[] page = pages.get(at / PAGE);
            if (page == null) {
                into.put(new byte[count]);
            } else {
                into.put(page, offset, count);
            }
            at += count;
        }
        attributes.accessed();
        return Math.max(0, at - position);
    }

    /** Writes bytes at a position; fewer than there are only if the file system is full in between. */
    public long write(ByteBuffer from, long position) {
        long at = position;
        while (from.hasRemaining()) {
            int offset = (int) (at % PAGE);
            int count = Math.min(PAGE - offset, from.remaining());
            if (at > Long.MAX_VALUE - count) {
                return written(position, at, Errno.EFBIG);
            }
            byte[] page = pages.get(at / PAGE);
            if (page == null) {
                if (space.free() < PAGE) {
                    return written(position, at, Errno.ENOSPC);
                }
                space.take(PAGE);
                page = new byte[PAGE];
                pages.put(at / PAGE, page);
            }
            from.get(page, offset, count);
            at += count;
            size = Math.max(size, at);
        }
        attributes.modified();
        return at - position;
    }

    private long written(long start, long end, Errno errno) {
        if (start == end) {
            throw new ErrnoException(errno);
        }
        attributes.modified();
        return end - start;
    }

    /** Cuts the file, or lets it grow with a hole. */
    public void truncate(long newSize) {
        if (newSize < size) {
            long firstGone = Math.ceilDiv(newSize, (long) PAGE);
            int before = pages.size();
            pages.keySet().removeIf(index -> index >= firstGone);
            space.give((before - pages.size()) * (long) PAGE);
            byte[] last = newSize % PAGE == 0 ? null : pages.get(newSize / PAGE);
            if (last != null) {
                Arrays.fill(last, (int) (newSize % PAGE), PAGE, (byte) 0);
            }
        }
        size = newSize;
        attributes.modified();
    }

    /** A copy of the whole content; {@code EFBIG} if it does not fit an array. */
    public byte[] contents() {
        if (size > Integer.MAX_VALUE - 8) {
            throw new ErrnoException(Errno.EFBIG);
        }
        byte[] bytes = new byte[(int) size];
        read(ByteBuffer.wrap(bytes), 0);
        return bytes;
    }

    /** Forbids opening for writing while it is executed; {@code ETXTBSY} if it is open so. */
    public void denyWriteAccess() {
        if (writers > 0) {
            throw new ErrnoException(Errno.ETXTBSY);
        }
        writers--;
    }

    /** Undoes one {@link #denyWriteAccess}. */
    public void allowWriteAccess() {
        writers++;
    }

    /** Whether a descriptor is open for writing. */
    public boolean isOpenForWriting() {
        return writers > 0;
    }

    void opened(boolean writing) {
        if (writing) {
            if (writers < 0) {
                throw new ErrnoException(Errno.ETXTBSY);
            }
            writers++;
        }
        opened++;
    }

    void closed(boolean writing) {
        opened--;
        if (writing) {
            writers--;
        }
        freeIfUnreachable();
    }

    /** Gives the pages back once neither a name nor a descriptor leads here. */
    void freeIfUnreachable() {
        if (opened == 0 && attributes.links() == 0) {
            space.give(pages.size() * (long) PAGE);
            pages.clear();
        }
    }
}
