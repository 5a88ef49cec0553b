package dev.initlab.kernel.fs;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import dev.initlab.kernel.errno.Errno;
import dev.initlab.kernel.errno.ErrnoException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/** A tree with a clock that tests move, and short names for what they do most. */
final class TestTree {
    long now = 1_000_000_000L;
    final Vfs vfs = new Vfs(() -> now);
    final FsContext root = vfs.newContext();

    TestTree() {
        root.umask(0);
    }

    void mkdir(String path) {
        vfs.directories().mkdir(root, path, 0755);
    }

    void write(String path, String content) {
        vfs.writeFile(root, path, 0644, bytes(content));
    }

    String read(String path) {
        return new String(vfs.readFile(root, path), StandardCharsets.ISO_8859_1);
    }

    void symlink(String target, String path) {
        vfs.directories().symlink(root, target, path);
    }

    OpenFile open(String path, int flags) {
        return vfs.open(root, path, flags, 0644);
    }

    List<String> list(String path) {
        OpenFile file = open(path, OpenFlags.O_RDONLY | OpenFlags.O_DIRECTORY);
        List<String> names = new ArrayList<>();
        file.getdents(entry -> names.add(entry.name()));
        file.release();
        names.remove(".");
        names.remove("..");
        return names;
    }

    String whole(OpenFile file) {
        StringBuilder text = new StringBuilder();
        ByteBuffer buffer = ByteBuffer.allocate(100);
        while (file.read(buffer.clear()) instanceof IoResult.Done(long count) && count > 0) {
            text.append(new String(buffer.array(), 0, (int) count, StandardCharsets.ISO_8859_1));
        }
        return text.toString();
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    static ByteBuffer buffer(String text) {
        return ByteBuffer.wrap(bytes(text));
    }

    static void assertErrno(Errno errno, ThrowingCallable call) {
        assertThat(catchThrowable(call)).isInstanceOfSatisfying(ErrnoException.class,
                failure -> assertThat(failure.errno()).isEqualTo(errno));
    }
}
