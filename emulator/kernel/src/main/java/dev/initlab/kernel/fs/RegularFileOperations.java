package dev.initlab.kernel.fs;

import java.nio.ByteBuffer;

/** Reading and writing a file of bytes. */
final class RegularFileOperations implements FileOperations {
    private final RegularFile content;

    private RegularFileOperations(RegularFile content) {
        this.content = content;
    }

    static FileOperations open(OpenFile file, RegularFile content) {
        content.opened(file.isWritable());
        return new RegularFileOperations(content);
    }

    @Override
    public IoResult read(OpenFile file, ByteBuffer into, long position) {
        return new IoResult.Done(content.read(into, position));
    }

    @Override
    public IoResult write(OpenFile file, ByteBuffer from, long position) {
        return new IoResult.Done(content.write(from, position));
    }

    @Override
    public long size(OpenFile file) {
        return content.size();
    }

    @Override
    public void release(OpenFile file) {
        content.closed(file.isWritable());
    }
}
