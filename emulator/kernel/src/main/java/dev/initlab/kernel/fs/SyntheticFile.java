package dev.initlab.kernel.fs;

import java.util.function.Function;

/** A file whose content is made when it is opened or read; made by {@link FileSystem}. */
public final class SyntheticFile implements Inode {
    private final Attributes attributes;
    private final long size;
    private final Function<OpenFile, FileOperations> open;

    SyntheticFile(Attributes attributes, long size, Function<OpenFile, FileOperations> open) {
        this.attributes = attributes;
        this.size = size;
        this.open = open;
    }

    /** Takes what was written. */
    @FunctionalInterface
    public interface Writer {
        /**
         * Takes the bytes of one {@code write}, at most 4096; fails with an
         * {@link dev.initlab.kernel.errno.ErrnoException}.
         */
        void write(byte[] bytes);
    }

    @Override
    public Attributes attributes() {
        return attributes;
    }

    @Override
    public long size() {
        return size;
    }

    FileOperations open(OpenFile file) {
        return open.apply(file);
    }
}
