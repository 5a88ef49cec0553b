package dev.initlab.kernel.fs;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import static dev.initlab.kernel.errno.Errno.EACCES;
import static dev.initlab.kernel.errno.Errno.EBADF;
import static dev.initlab.kernel.errno.Errno.EFBIG;
import static dev.initlab.kernel.errno.Errno.EINVAL;
import static dev.initlab.kernel.errno.Errno.EISDIR;
import static dev.initlab.kernel.errno.Errno.ELOOP;
import static dev.initlab.kernel.errno.Errno.ENOENT;
import static dev.initlab.kernel.errno.Errno.ENOSPC;
import static dev.initlab.kernel.errno.Errno.ENOTDIR;
import static dev.initlab.kernel.errno.Errno.ESPIPE;
import static dev.initlab.kernel.errno.Errno.ETXTBSY;
import static dev.initlab.kernel.fs.TestTree.assertErrno;
import static dev.initlab.kernel.fs.TestTree.buffer;
import static org.assertj.core.api.Assertions.assertThat;

class OpenFileTest {
    private final TestTree tree = new TestTree();

    @Test
    void thePositionIsSharedByOneOpening() {
        tree.write("/f", "0123456789");
        OpenFile file = tree.open("/f", OpenFlags.O_RDWR);
        OpenFile other = tree.open("/f", OpenFlags.O_RDONLY);
        file.read(ByteBuffer.allocate(3));
        file.write(buffer("abc"));
        assertThat(file.position()).isEqualTo(6);
        assertThat(other.position()).isZero();
        assertThat(tree.whole(other)).isEqualTo("012abc6789");
        assertThat(tree.whole(file)).isEqualTo("6789");
    }

    @Test
    void positionedTransfersLeaveThePosition() {
        tree.write("/f", "0123456789");
        OpenFile file = tree.open("/f", OpenFlags.O_RDWR);
        ByteBuffer two = ByteBuffer.allocate(2);
        assertThat(file.pread(two, 8)).isEqualTo(new IoResult.Done(2));
        assertThat(file.pread(ByteBuffer.allocate(2), 10)).isEqualTo(new IoResult.Done(0));
        assertThat(file.pwrite(buffer("xy"), 12)).isEqualTo(new IoResult.Done(2));
        assertThat(file.position()).isZero();
        assertThat(tree.whole(file)).isEqualTo("0123456789\0\0xy");
        assertErrno(EINVAL, () -> file.pread(two, -1));
    }

    @Test
    void appendingGoesToTheEnd() {
        tree.write("/f", "start");
        OpenFile file = tree.open("/f", OpenFlags.O_RDWR | OpenFlags.O_APPEND);
        file.write(buffer("-1"));
        file.seek(0, OpenFile.SEEK_SET);
        file.write(buffer("-2"));
        file.pwrite(buffer("-3"), 0);
        assertThat(tree.read("/f")).isEqualTo("start-1-2-3");
        file.setStatusFlags(OpenFlags.O_NONBLOCK | OpenFlags.O_WRONLY);
        assertThat(file.flags()).isEqualTo(OpenFlags.O_RDWR | OpenFlags.O_NONBLOCK);
    }

    @Test
    void seeking() {
        tree.write("/f", "0123456789");
        OpenFile file = tree.open("/f", OpenFlags.O_RDONLY);
        assertThat(file.seek(-3, OpenFile.SEEK_END)).isEqualTo(7);
        assertThat(file.seek(2, OpenFile.SEEK_CUR)).isEqualTo(9);
        assertThat(file.seek(100, OpenFile.SEEK_SET)).isEqualTo(100);
        assertErrno(EINVAL, () -> file.seek(-1, OpenFile.SEEK_SET));
        assertErrno(EINVAL, () -> file.seek(Long.MAX_VALUE, OpenFile.SEEK_CUR));
        assertErrno(EINVAL, () -> file.seek(0, 9));
        assertThat(file.position()).isEqualTo(100);
    }

    @Test
    void accessModes() {
        tree.write("/f", "x");
        assertErrno(EBADF, () -> tree.open("/f", OpenFlags.O_RDONLY).write(buffer("y")));
        assertErrno(EBADF, () -> tree.open("/f", OpenFlags.O_WRONLY).read(ByteBuffer.allocate(1)));
        assertErrno(EINVAL, () -> tree.open("/f", OpenFlags.O_RDONLY).truncate(0));
        OpenFile path = tree.open("/f", OpenFlags.O_PATH);
        assertErrno(EBADF, () -> path.read(ByteBuffer.allocate(1)));
        assertErrno(EBADF, () -> path.seek(0, OpenFile.SEEK_SET));
        assertErrno(EBADF, () -> path.ioctl(1, 2));
        tree.symlink("f", "/link");
        assertErrno(ELOOP, () -> tree.open("/link", OpenFlags.O_NOFOLLOW));
        assertThat(tree.open("/link",
                OpenFlags.O_NOFOLLOW | OpenFlags.O_PATH).inode()).isInstanceOf(Symlink.class);
        assertErrno(ENOTDIR, () -> tree.open("/f", OpenFlags.O_DIRECTORY));
        assertErrno(EISDIR, () -> tree.open("/", OpenFlags.O_RDONLY).read(ByteBuffer.allocate(1)));
    }

    @Test
    void truncatingLeavesAHoleOfZeros() {
        tree.write("/f", "0123456789");
        OpenFile file = tree.open("/f", OpenFlags.O_RDWR);
        file.truncate(4);
        file.truncate(6);
        assertThat(tree.read("/f")).isEqualTo("0123\0\0");
        file.truncate(1L << 40);
        assertThat(tree.vfs.stat(tree.root, "/f").blocks()).isEqualTo(8);
        assertErrno(EFBIG, () -> tree.read("/f"));
        file.truncate(0);
        assertThat(tree.vfs.stat(tree.root, "/f").blocks()).isZero();
        assertErrno(EINVAL, () -> file.truncate(-1));
        assertErrno(EFBIG, () -> file.pwrite(buffer("x"), Long.MAX_VALUE));
    }

    @Test
    void manyPages() {
        String text = "0123456789abcdef".repeat(1000);
        tree.write("/f", text);
        assertThat(tree.read("/f")).isEqualTo(text);
        OpenFile file = tree.open("/f", OpenFlags.O_RDWR);
        file.pwrite(buffer("XXXX"), 4094);
        assertThat(tree.read("/f")).isEqualTo(text.substring(0, 4094) + "XXXX" + text.substring(4098));
    }

    @Test
    void aFullFileSystemTakesWhatFits() {
        tree.mkdir("/small");
        tree.vfs.mounting().mount(tree.root, "none", "/small", "tmpfs", 0, "size=8k");
        OpenFile file = tree.open("/small/f", OpenFlags.O_RDWR | OpenFlags.O_CREAT);
        ByteBuffer much = buffer("x".repeat(10_000));
        assertThat(file.write(much)).isEqualTo(new IoResult.Done(8192));
        assertErrno(ENOSPC, () -> file.write(much));
        assertThat(tree.vfs.statfs(tree.root, "/small").blocksFree()).isZero();
        tree.vfs.directories().unlink(tree.root, "/small/f");
        assertThat(tree.vfs.statfs(tree.root, "/small").blocksFree()).isZero();
        file.release();
        assertThat(tree.vfs.statfs(tree.root, "/small").blocksFree()).isEqualTo(2);
    }

    @Test
    void aRemovedFileLivesUntilItIsClosed() {
        tree.write("/f", "still here");
        OpenFile file = tree.open("/f", OpenFlags.O_RDONLY);
        tree.vfs.directories().unlink(tree.root, "/f");
        assertErrno(ENOENT, () -> tree.read("/f"));
        assertThat(tree.whole(file)).isEqualTo("still here");
        assertThat(tree.vfs.stat(file.location()).links()).isZero();
        assertThat(tree.vfs.pathOf(tree.root, file.location())).isEqualTo("/f (deleted)");
    }

    @Test
    void aFileThatIsExecutedIsNotWritten() {
        tree.write("/f", "program");
        OpenFile writing = tree.open("/f", OpenFlags.O_WRONLY);
        RegularFile program = (RegularFile) writing.inode();
        assertThat(program.isOpenForWriting()).isTrue();
        assertErrno(ETXTBSY, program::denyWriteAccess);
        writing.release();
        program.denyWriteAccess();
        assertErrno(ETXTBSY, () -> tree.open("/f", OpenFlags.O_WRONLY));
        assertThat(tree.read("/f")).isEqualTo("program");
        program.allowWriteAccess();
        tree.open("/f", OpenFlags.O_WRONLY).release();
    }

    @Test
    void listingGoesOnWhereTheBufferWasFull() {
        for (String name : List.of("c", "a", "b")) {
            tree.write("/" + name, "");
        }
        OpenFile root = tree.open("/", OpenFlags.O_RDONLY);
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            boolean[] taken = {false};
            root.getdents(entry -> {
                boolean take = !taken[0];
                taken[0] = true;
                if (take) {
                    names.add(entry.name());
                }
                return take;
            });
        }
        assertThat(names).containsExactly(".", "..", "c", "a", "b");
        root.seek(0, OpenFile.SEEK_SET);
        root.getdents(entry -> names.add(entry.name()));
        assertThat(names).hasSize(10);
    }

    @Test
    void deletingWhileListingSkipsNothing() {
        for (int i = 0; i < 10; i++) {
            tree.write("/f" + i, "");
        }
        OpenFile root = tree.open("/", OpenFlags.O_RDONLY);
        int[] removed = {0};
        boolean more = true;
        while (more) {
            List<String> batch = new ArrayList<>();
            root.getdents(entry -> batch.size() < 3 && batch.add(entry.name()));
            more = !batch.isEmpty();
            batch.stream().filter(name -> name.startsWith("f")).forEach(name -> {
                tree.vfs.directories().unlink(tree.root, "/" + name);
                removed[0]++;
            });
        }
        assertThat(removed[0]).isEqualTo(10);
        assertThat(tree.list("/")).isEmpty();
    }

    @Test
    void aGapInTheListingRepeatsNothing() {
        for (String name : List.of("a", "b", "c", "d")) {
            tree.write("/" + name, "");
        }
        tree.vfs.directories().unlink(tree.root, "/a");
        tree.vfs.directories().unlink(tree.root, "/b");
        OpenFile root = tree.open("/", OpenFlags.O_RDONLY);
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            int before = names.size();
            root.getdents(entry -> names.size() == before && names.add(entry.name()));
        }
        assertThat(names).containsExactly(".", "..", "c", "d");
    }

    @Test
    void aRemovedDirectoryHasNeitherLinksNorEntries() {
        tree.mkdir("/d");
        OpenFile directory = tree.open("/d", OpenFlags.O_RDONLY);
        assertThat(tree.vfs.stat(directory.location()).links()).isEqualTo(2);
        tree.vfs.directories().rmdir(tree.root, "/d");
        assertThat(tree.vfs.stat(directory.location()).links()).isZero();
        assertErrno(ENOENT, () -> directory.getdents(entry -> true));
    }

    @Test
    void entriesTellNumberAndType() {
        tree.mkdir("/d");
        tree.symlink("x", "/l");
        List<DirectoryEntry> entries = new ArrayList<>();
        tree.open("/", OpenFlags.O_RDONLY).getdents(entries::add);
        assertThat(entries.stream().map(DirectoryEntry::type)).containsExactly(4, 4, 4, 10);
        assertThat(entries.get(2).inode()).isEqualTo(tree.vfs.stat(tree.root, "/d").inode());
        assertErrno(ENOTDIR, () -> {
            tree.write("/f", "");
            tree.open("/f", OpenFlags.O_RDONLY).getdents(entry -> true);
        });
    }

    @Test
    void timesFollowTheClock() {
        tree.now = 5;
        tree.write("/f", "x");
        tree.now = 9;
        Stat before = tree.vfs.stat(tree.root, "/f");
        assertThat(before.modificationTime()).isEqualTo(5);
        tree.read("/f");
        assertThat(tree.vfs.stat(tree.root, "/f").accessTime()).isEqualTo(9);
        tree.vfs.directories().chmod(tree.root, tree.vfs.resolve(tree.root, "/f", true), 0);
        Stat after = tree.vfs.stat(tree.root, "/f");
        assertThat(after.changeTime()).isEqualTo(9);
        assertThat(after.modificationTime()).isEqualTo(5);
        tree.vfs.directories().utimes(tree.root, tree.vfs.resolve(tree.root, "/f", true), 1, 2);
        assertThat(tree.vfs.stat(tree.root, "/f").modificationTime()).isEqualTo(2);
    }

    @Test
    void whoIsNotRootNeedsPermission() {
        tree.write("/f", "x");
        tree.vfs.directories().chown(tree.root, tree.vfs.resolve(tree.root, "/f", true), 7, 8);
        tree.vfs.directories().chmod(tree.root, tree.vfs.resolve(tree.root, "/f", true), 0640);
        FsContext user = tree.vfs.newContext();
        user.credentials(new Credentials(7, 1, java.util.Set.of()));
        tree.vfs.open(user, "/f", OpenFlags.O_RDWR, 0).release();
        user.credentials(new Credentials(9, 8, java.util.Set.of()));
        tree.vfs.open(user, "/f", OpenFlags.O_RDONLY, 0).release();
        assertErrno(EACCES, () -> tree.vfs.open(user, "/f", OpenFlags.O_WRONLY, 0));
        user.credentials(new Credentials(9, 9, java.util.Set.of(8)));
        tree.vfs.access(user, "/f", 4);
        user.credentials(new Credentials(9, 9, java.util.Set.of()));
        assertErrno(EACCES, () -> tree.vfs.access(user, "/f", 4));
        assertErrno(EACCES, () -> tree.vfs.open(user, "/new", OpenFlags.O_CREAT, 0600));
        assertErrno(EACCES, () -> tree.vfs.access(tree.root, "/f", 1));
    }

    @Test
    void theUmaskTakesBitsAway() {
        tree.root.umask(027);
        tree.open("/f", OpenFlags.O_CREAT).release();
        tree.vfs.directories().mkdir(tree.root, "/d", 0777);
        assertThat(tree.vfs.stat(tree.root, "/f").mode() & 0777).isEqualTo(0640);
        assertThat(tree.vfs.stat(tree.root, "/d").mode() & 0777).isEqualTo(0750);
        assertThat(tree.root.umask(0)).isEqualTo(027);
    }

    @Test
    void pipesHaveNoPosition() {
        var ends = tree.vfs.pipe(tree.root, 0);
        assertErrno(ESPIPE, () -> ends.read().seek(0, OpenFile.SEEK_SET));
        assertErrno(ESPIPE, () -> ends.read().pread(ByteBuffer.allocate(1), 0));
    }

    @Test
    void flagsOfArm() {
        int ours = OpenFlags.O_DIRECTORY | OpenFlags.O_NOFOLLOW | OpenFlags.O_CLOEXEC | OpenFlags.O_CREAT;
        assertThat(OpenFlags.fromArm(040000 | 0100000 | 02000000 | 0100)).isEqualTo(ours);
        assertThat(OpenFlags.toArm(ours)).isEqualTo(040000 | 0100000 | 02000000 | 0100);
        assertThat(OpenFlags.fromArm(0200000 | 0400000))
                .isEqualTo(OpenFlags.O_DIRECT | OpenFlags.O_LARGEFILE);
    }
}
