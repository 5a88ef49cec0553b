package dev.initlab.kernel.fs;

import java.nio.ByteBuffer;

import org.junit.jupiter.api.Test;

import static dev.initlab.kernel.errno.Errno.EBADF;
import static dev.initlab.kernel.errno.Errno.EINVAL;
import static dev.initlab.kernel.errno.Errno.EMFILE;
import static dev.initlab.kernel.fs.TestTree.assertErrno;
import static org.assertj.core.api.Assertions.assertThat;

class FileTableTest {
    private final TestTree tree = new TestTree();
    private final FileTable table = new FileTable();

    FileTableTest() {
        tree.write("/f", "0123456789");
    }

    private OpenFile open() {
        return tree.open("/f", OpenFlags.O_RDONLY);
    }

    @Test
    void theLowestFreeDescriptorIsGiven() {
        assertThat(table.install(open(), false)).isZero();
        assertThat(table.install(open(), false)).isEqualTo(1);
        assertThat(table.install(open(), false, 10)).isEqualTo(10);
        table.close(0);
        assertThat(table.install(open(), false)).isZero();
        assertThat(table.install(open(), false)).isEqualTo(2);
        assertThat(table.open()).containsExactly(0, 1, 2, 10);
    }

    @Test
    void whatIsNotOpenIsBad() {
        assertErrno(EBADF, () -> table.get(0));
        assertErrno(EBADF, () -> table.get(-1));
        assertErrno(EBADF, () -> table.close(5));
        assertErrno(EBADF, () -> table.dup(0));
        assertErrno(EBADF, () -> table.dup2(0, 0));
        assertErrno(EBADF, () -> table.dup2(0, 1));
        assertErrno(EBADF, () -> table.isCloseOnExec(0));
        table.install(open(), false);
        assertErrno(EBADF, () -> table.dup2(0, 1024));
        assertErrno(EBADF, () -> table.dup2(0, -1));
        assertErrno(EINVAL, () -> table.dup3(0, 0, false));
        assertErrno(EINVAL, () -> table.dup(0, 1024, false));
    }

    @Test
    void duplicatesShareThePosition() {
        int fd = table.install(open(), true);
        int copy = table.dup(fd);
        assertThat(table.isCloseOnExec(fd)).isTrue();
        assertThat(table.isCloseOnExec(copy)).isFalse();
        table.get(fd).read(ByteBuffer.allocate(4));
        assertThat(table.get(copy).position()).isEqualTo(4);
        table.close(fd);
        assertThat(tree.whole(table.get(copy))).isEqualTo("456789");
    }

    @Test
    void dup2ClosesWhatWasThere() {
        var ends = tree.vfs.pipe(tree.root, 0);
        int read = table.install(ends.read(), false);
        int write = table.install(ends.write(), false);
        int file = table.install(open(), false);
        assertThat(table.dup2(file, write)).isEqualTo(write);
        assertThat(table.get(read).read(ByteBuffer.allocate(1))).isEqualTo(new IoResult.Done(0));
        assertThat(table.dup2(file, file)).isEqualTo(file);
        assertThat(table.dup3(file, 20, true)).isEqualTo(20);
        assertThat(table.isCloseOnExec(20)).isTrue();
    }

    @Test
    void dup2KeepsTheFileOpen() {
        var ends = tree.vfs.pipe(tree.root, 0);
        int write = table.install(ends.write(), false);
        table.dup2(write, 9);
        table.close(write);
        assertThat(ends.read().read(ByteBuffer.allocate(1))).isInstanceOf(IoResult.WouldBlock.class);
        table.close(9);
        assertThat(ends.read().read(ByteBuffer.allocate(1))).isEqualTo(new IoResult.Done(0));
    }

    @Test
    void thereIsALimit() {
        assertThat(table.limit()).isEqualTo(1024);
        OpenFile file = open();
        for (int i = 0; i < 1024; i++) {
            file.acquire();
            table.install(file, false);
        }
        assertErrno(EMFILE, () -> table.install(file, false));
        assertErrno(EMFILE, () -> table.dup(0));
        assertErrno(EMFILE, () -> table.requireFree(1));
        table.close(77);
        table.requireFree(1);
        assertErrno(EMFILE, () -> table.requireFree(2));
        table.limit(10);
        assertErrno(EMFILE, () -> table.dup(0));
        assertThat(table.get(1000)).isSameAs(file);
    }

    @Test
    void childrenShareTheFiles() {
        var ends = tree.vfs.pipe(tree.root, 0);
        table.install(ends.read(), false);
        table.install(ends.write(), true);
        FileTable child = table.fork();
        assertThat(child.isCloseOnExec(1)).isTrue();
        table.closeAll();
        assertThat(table.open()).isEmpty();
        assertThat(child.get(0).read(ByteBuffer.allocate(1))).isInstanceOf(IoResult.WouldBlock.class);
        child.exec();
        assertThat(child.open()).containsExactly(0);
        assertThat(child.get(0).read(ByteBuffer.allocate(1))).isEqualTo(new IoResult.Done(0));
    }

    @Test
    void closeOnExecIsOfTheDescriptor() {
        int fd = table.install(open(), false);
        table.closeOnExec(fd, true);
        assertThat(table.isCloseOnExec(fd)).isTrue();
        table.close(fd);
        assertThat(table.isCloseOnExec(table.install(open(), false))).isFalse();
    }
}
