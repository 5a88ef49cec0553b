package dev.initlab.kernel.fs;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.initlab.kernel.errno.Errno;
import dev.initlab.kernel.errno.ErrnoException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static dev.initlab.kernel.fs.TestTree.assertErrno;
import static dev.initlab.kernel.fs.TestTree.buffer;
import static dev.initlab.kernel.fs.TestTree.bytes;
import static org.assertj.core.api.Assertions.assertThat;

class SyntheticTest {
    private final TestTree tree = new TestTree();
    private final List<String> written = new ArrayList<>();
    private final List<String> tasks = new ArrayList<>(List.of("1", "42"));
    private String modules = "hello 16384 0 - Live\n";
    private int self = 42;

    @BeforeEach
    void mountProc() {
        tree.mkdir("/proc");
        tree.vfs.register(new SyntheticFileSystem(tree.vfs, "proc", SyntheticFileSystem.PROC_MAGIC,
                (fs, root) -> {
            root.add("modules", fs.file(0444, () -> bytes(modules)));
            root.add("self", fs.link(() -> Integer.toString(self)));
            root.add("exe", fs.link(() -> "/the/exe", () ->
                    Optional.of(tree.vfs.resolve(tree.root, "/prog", true))));
            SyntheticDirectory sys = root.add("sys", fs.directory());
            sys.add("tainted", fs.file(0644, () -> bytes("0\n"), data -> written.add(new String(data))));
            sys.add("attr", fs.attribute(0200, () -> bytes("?"), Optional.of(data -> {
                throw new ErrnoException(Errno.EINVAL);
            })));
            var inodes = new java.util.HashMap<String, Inode>();
            root.dynamic(new SyntheticDirectory.Dynamic() {
                @Override
                public Optional<Inode> lookup(String name) {
                    if (!tasks.contains(name)) {
                        return Optional.empty();
                    }
                    return Optional.of(inodes.computeIfAbsent(name, pid -> {
                        SyntheticDirectory task = fs.directory();
                        task.add("comm", fs.file(0444, () -> bytes("task" + pid + "\n")));
                        return task;
                    }));
                }

                @Override
                public List<String> names() {
                    return tasks;
                }
            });
        }));
        tree.vfs.mounting().mount(tree.root, "proc", "/proc", "proc", 0, "");
    }

    @Test
    void contentIsMadeWhenItIsReadFromTheBeginning() {
        OpenFile file = tree.open("/proc/modules", OpenFlags.O_RDONLY);
        ByteBuffer five = ByteBuffer.allocate(5);
        file.read(five);
        modules = "other\n";
        assertThat(tree.whole(file)).isEqualTo(" 16384 0 - Live\n");
        file.seek(0, OpenFile.SEEK_SET);
        assertThat(tree.whole(file)).isEqualTo("other\n");
        assertThat(tree.vfs.stat(tree.root, "/proc/modules").size()).isZero();
    }

    @Test
    void aListingHasFixedAndFoundEntries() {
        assertThat(tree.list("/proc")).containsExactly("modules", "self", "exe", "sys", "1", "42");
        assertThat(tree.read("/proc/42/comm")).isEqualTo("task42\n");
        assertThat(tree.read("/proc/self/comm")).isEqualTo("task42\n");
        self = 1;
        assertThat(tree.read("/proc/self/comm")).isEqualTo("task1\n");
        assertErrno(Errno.ENOENT, () -> tree.read("/proc/7/comm"));
    }

    @Test
    void whatHasEndedIsGoneButHeldPlacesStay() {
        OpenFile comm = tree.open("/proc/42/comm", OpenFlags.O_RDONLY);
        tree.vfs.chdir(tree.root, "/proc/42");
        tasks.remove("42");
        assertErrno(Errno.ENOENT, () -> tree.read("/proc/42/comm"));
        assertThat(tree.whole(comm)).isEqualTo("task42\n");
        assertErrno(Errno.ENOENT, () -> tree.read("comm"));
    }

    @Test
    void aLinkMayLeadToAPlaceAtOnce() {
        tree.write("/prog", "program");
        assertThat(tree.vfs.readlink(tree.root, "/proc/exe")).isEqualTo("/the/exe");
        assertThat(tree.read("/proc/exe")).isEqualTo("program");
    }

    @Test
    void writersAreGivenWhatOneWriteWrites() {
        OpenFile file = tree.open("/proc/sys/tainted", OpenFlags.O_WRONLY | OpenFlags.O_TRUNC);
        file.write(buffer("12\n"));
        assertThat(file.write(buffer("x".repeat(5000)))).isEqualTo(new IoResult.Done(4096));
        assertThat(written.get(0)).isEqualTo("12\n");
        assertThat(written.get(1)).hasSize(4096);
        OpenFile readOnly = tree.open("/proc/modules", OpenFlags.O_RDWR);
        assertErrno(Errno.EIO, () -> readOnly.write(buffer("x")));
    }

    @Test
    void attributesKeepEvenRootToTheirBits() {
        assertErrno(Errno.EACCES, () -> tree.open("/proc/sys/attr", OpenFlags.O_RDONLY));
        assertErrno(Errno.EINVAL, () -> tree.open("/proc/sys/attr", OpenFlags.O_WRONLY).write(buffer("x")));
        assertThat(tree.vfs.stat(tree.root, "/proc/sys/attr").size()).isEqualTo(4096);
    }

    @Test
    void nothingIsMadeOrRemovedByGuests() {
        assertErrno(Errno.EACCES, () -> tree.write("/proc/new", ""));
        assertErrno(Errno.EPERM, () -> tree.mkdir("/proc/new"));
        assertErrno(Errno.EPERM, () -> tree.symlink("x", "/proc/new"));
        assertErrno(Errno.EPERM, () -> tree.vfs.directories().unlink(tree.root, "/proc/modules"));
        assertErrno(Errno.EPERM, () -> tree.vfs.directories().rmdir(tree.root, "/proc/sys"));
        assertErrno(Errno.EPERM,
                () -> tree.vfs.directories().rename(tree.root, "/proc/modules", tree.root, "/proc/x", 0));
    }

    @Test
    void ownersChangeTheirDirectories() {
        SyntheticDirectory root = (SyntheticDirectory) tree.vfs.resolve(tree.root, "/proc", true).inode();
        int links = root.attributes().links();
        assertThat(root.remove("sys")).isTrue();
        assertThat(root.remove("sys")).isFalse();
        assertErrno(Errno.ENOENT, () -> tree.list("/proc/sys"));
        assertThat(root.attributes().links()).isEqualTo(links - 1);
    }

    @Test
    void aPlaceInItStaysAMountPoint() {
        tree.vfs.mounting().mount(tree.root, "x", "/proc/sys", "tmpfs", 0, "");
        tree.write("/proc/sys/f", "x");
        assertThat(tree.list("/proc/sys")).containsExactly("f");
        assertThat(tree.vfs.getcwd(tree.root)).isEqualTo("/");
    }
}
