package dev.initlab.kernel.fs;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Supplier;

import dev.initlab.kernel.errno.Errno;
import dev.initlab.kernel.errno.ErrnoException;

/** One opening of a synthetic file: its content is made anew whenever it is read from its beginning. */
final class SyntheticContent implements FileOperations {
    private static final int MAX_WRITE = 4096;
    private static final int ANY_WRITE_BIT = 0222;
    private static final int ANY_READ_BIT = 0444;

    private final Supplier<byte[]> content;
    private final Optional<SyntheticFile.Writer> writer;
    private byte[] made = new byte[0];

    private SyntheticContent(Supplier<byte[]> content, Optional<SyntheticFile.Writer> writer) {
        this.content = content;
        this.writer = writer;
    }

    static FileOperations proc(Supplier<byte[]> content, Optional<SyntheticFile.Writer> writer) {
        return new SyntheticContent(content, writer);
    }

    static FileOperations sysfs(OpenFile file, Supplier<byte[]> content,
            Optional<SyntheticFile.Writer> writer) {
        int mode = file.inode().attributes().mode();
        boolean mayWrite = writer.isPresent() && (mode & ANY_WRITE_BIT) != 0;
        boolean mayRead = (mode & ANY_READ_BIT) != 0;
        if (OpenFlags.writes(file.flags()) && !mayWrite || OpenFlags.reads(file.flags()) && !mayRead) {
            throw new ErrnoException(Errno.EACCES);
        }
        return new SyntheticContent(content, writer);
    }

    @Override
    public IoResult read(OpenFile file, ByteBuffer into, long position) {
        if (position == 0) {
            made = content.get();
        }
        if (position >= made.length) {
            return IoResult.NOTHING;
        }
        int count = Math.min(into.remaining(), made.length - (int) position);
        into.put(made, (int) position, count);
        return new IoResult.Done(count);
    }

    @Override
    public IoResult write(OpenFile file, ByteBuffer from, long position) {
        SyntheticFile.Writer taker = writer.orElseThrow(() -> new ErrnoException(Errno.EIO));
        byte[] bytes = new byte[Math.min(from.remaining(), MAX_WRITE)];
        from.get(bytes);
        taker.write(bytes);
        return new IoResult.Done(bytes.length);
    }
}
