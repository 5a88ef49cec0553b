package dev.initlab.kernel.fs;

import java.util.List;

import org.junit.jupiter.api.Test;

import static dev.initlab.kernel.errno.Errno.EACCES;
import static dev.initlab.kernel.errno.Errno.EBUSY;
import static dev.initlab.kernel.errno.Errno.EINVAL;
import static dev.initlab.kernel.errno.Errno.ELOOP;
import static dev.initlab.kernel.errno.Errno.ENODEV;
import static dev.initlab.kernel.errno.Errno.ENOTDIR;
import static dev.initlab.kernel.errno.Errno.EPERM;
import static dev.initlab.kernel.errno.Errno.EROFS;
import static dev.initlab.kernel.errno.Errno.EXDEV;
import static dev.initlab.kernel.fs.TestTree.assertErrno;
import static org.assertj.core.api.Assertions.assertThat;

class MountTest {
    private final TestTree tree = new TestTree();
    private final MountOperations mounting = tree.vfs.mounting();

    MountTest() {
        tree.mkdir("/mnt");
        tree.write("/mnt/below", "below");
    }

    private void mount(String type, String target, int flags) {
        mounting.mount(tree.root, "none", target, type, flags, "");
    }

    @Test
    void aMountCoversItsPlace() {
        mount("tmpfs", "/mnt", 0);
        assertThat(tree.list("/mnt")).isEmpty();
        tree.write("/mnt/above", "above");
        assertThat(tree.list("/mnt/../mnt")).containsExactly("above");
        assertThat(tree.vfs.stat(tree.root, "/mnt").device()).isNotEqualTo(tree.vfs.stat(tree.root,
                "/").device());
        assertThat(tree.vfs.pathOf(tree.root,
                tree.vfs.resolve(tree.root, "/mnt/above", true))).isEqualTo("/mnt/above");
        mounting.umount(tree.root, "/mnt", 0);
        assertThat(tree.list("/mnt")).containsExactly("below");
    }

    @Test
    void mountsStackOnOnePlace() {
        mount("tmpfs", "/mnt", 0);
        tree.write("/mnt/one", "");
        mount("tmpfs", "/mnt", 0);
        tree.write("/mnt/two", "");
        assertThat(tree.list("/mnt")).containsExactly("two");
        mounting.umount(tree.root, "/mnt", 0);
        assertThat(tree.list("/mnt")).containsExactly("one");
    }

    @Test
    void whatCannotBeMounted() {
        assertErrno(ENODEV, () -> mount("nofs", "/mnt", 0));
        assertErrno(ENOTDIR, () -> mount("tmpfs", "/mnt/below", 0));
        assertErrno(EINVAL, () -> mounting.mount(tree.root, "x", "/mnt", "tmpfs", 0, "size=lots"));
        FsContext user = tree.vfs.newContext();
        user.credentials(new Credentials(1, 1, java.util.Set.of()));
        assertErrno(EPERM, () -> mounting.mount(user, "x", "/mnt", "tmpfs", 0, ""));
        assertErrno(EINVAL, () -> mount("", "/mnt", Mount.MS_REMOUNT));
        assertErrno(EINVAL, () -> mounting.umount(tree.root, "/mnt", 0));
        assertErrno(EINVAL, () -> mounting.umount(tree.root, "/", 0));
    }

    @Test
    void anUnknownTypeIsAskedForOnce() {
        FileSystemType late = new SyntheticFileSystem(tree.vfs, "late", 1, (fs, root) -> { });
        mounting.onMissing(module -> {
            assertThat(module).isEqualTo("fs-late");
            tree.vfs.register(late);
            return true;
        });
        mount("late", "/mnt", 0);
        assertErrno(EBUSY, () -> tree.vfs.register(late));
        tree.vfs.unregister(late);
        assertErrno(EINVAL, () -> tree.vfs.unregister(late));
    }

    @Test
    void whoIsInsideKeepsItMounted() {
        mount("tmpfs", "/mnt", 0);
        OpenFile file = tree.open("/mnt/f", OpenFlags.O_CREAT);
        assertErrno(EBUSY, () -> mounting.umount(tree.root, "/mnt", 0));
        file.release();
        FsContext other = tree.root.copy();
        tree.vfs.chdir(other, "/mnt");
        assertErrno(EBUSY, () -> mounting.umount(tree.root, "/mnt", 0));
        other.close();
        tree.mkdir("/mnt/inner");
        mount("tmpfs", "/mnt/inner", 0);
        assertErrno(EBUSY, () -> mounting.umount(tree.root, "/mnt", 0));
        mounting.umount(tree.root, "/mnt", MountOperations.MNT_DETACH);
        assertThat(mounting.mountsText(tree.root).lines()).hasSize(1);
    }

    @Test
    void readOnlyMountsAreNotChanged() {
        mount("tmpfs", "/mnt", 0);
        tree.write("/mnt/f", "x");
        mount("", "/mnt", Mount.MS_REMOUNT | Mount.MS_RDONLY);
        assertErrno(EROFS, () -> tree.write("/mnt/f", "y"));
        assertErrno(EROFS, () -> tree.write("/mnt/g", "y"));
        assertErrno(EROFS, () -> tree.mkdir("/mnt/d"));
        assertErrno(EROFS, () -> tree.vfs.directories().unlink(tree.root, "/mnt/f"));
        assertErrno(EROFS, () -> tree.vfs.access(tree.root, "/mnt/f", 2));
        assertThat(tree.read("/mnt/f")).isEqualTo("x");
        mount("", "/mnt", Mount.MS_REMOUNT);
        tree.write("/mnt/f", "y");
    }

    @Test
    void noDevicesWhereNoneAreWanted() {
        MemoryDevices.register(tree.vfs.charDevices(), new RandomSource(1));
        mount("tmpfs", "/mnt", Mount.MS_NODEV);
        tree.vfs.directories().mknod(tree.root, "/mnt/null", Mode.S_IFCHR | 0666,
                MemoryDevices.NULL.number());
        assertErrno(EACCES, () -> tree.open("/mnt/null", OpenFlags.O_RDWR));
    }

    @Test
    void bindingShowsAPartElsewhere() {
        tree.mkdir("/other");
        tree.mkdir("/mnt/sub");
        tree.write("/mnt/sub/f", "x");
        mounting.mount(tree.root, "/mnt/sub", "/other", "", Mount.MS_BIND, "");
        assertThat(tree.read("/other/f")).isEqualTo("x");
        assertThat(tree.vfs.pathOf(tree.root, tree.vfs.resolve(tree.root, "/other/..", true))).isEqualTo("/");
        assertErrno(EXDEV, () ->
                tree.vfs.directories().rename(tree.root, "/other/f", tree.root, "/mnt/g", 0));
        assertErrno(EXDEV, () ->
                tree.vfs.directories().link(tree.root, "/other/f", tree.root, "/mnt/g", false));
        assertErrno(ENOTDIR, () -> mounting.mount(tree.root, "/mnt/below", "/other", "", Mount.MS_BIND, ""));
    }

    @Test
    void mountPointsAreNotRemovedOrRenamed() {
        mount("tmpfs", "/mnt", 0);
        assertErrno(EBUSY, () -> tree.vfs.directories().rmdir(tree.root, "/mnt"));
        assertErrno(EBUSY, () -> tree.vfs.directories().rename(tree.root, "/mnt", tree.root, "/x", 0));
    }

    @Test
    void aRootIsSwitched() {
        mount("tmpfs", "/mnt", 0);
        tree.write("/mnt/init", "new");
        FsContext init = tree.root;
        tree.vfs.chdir(init, "/mnt");
        mounting.mount(init, ".", "/", "", Mount.MS_MOVE, "");
        // Absolute paths begin at the old root until chroot.
        assertThat(tree.list("/")).contains("mnt");
        tree.vfs.chroot(init, ".");
        assertThat(tree.list("/")).containsExactly("init");
        assertThat(tree.vfs.getcwd(init)).isEqualTo("/");
        assertThat(tree.vfs.pathOf(init, tree.vfs.resolve(init, "../..", true))).isEqualTo("/");
    }

    @Test
    void whatCannotBeMoved() {
        assertErrno(EINVAL, () -> mounting.mount(tree.root, "/mnt", "/", "", Mount.MS_MOVE, ""));
        mount("tmpfs", "/mnt", 0);
        tree.mkdir("/mnt/inner");
        assertErrno(ELOOP, () -> mounting.mount(tree.root, "/mnt", "/mnt/inner", "", Mount.MS_MOVE, ""));
    }

    @Test
    void theTableOfMounts() {
        tree.mkdir("/a b");
        mounting.mount(tree.root, "dev#1", "/a b", "tmpfs",
                Mount.MS_RDONLY | Mount.MS_NOSUID | Mount.MS_NOEXEC, "");
        assertThat(mounting.mountsText(tree.root)).isEqualTo("rootfs / rootfs rw 0 0\n"
                + "dev\\0431 /a\\040b tmpfs ro,nosuid,noexec,relatime 0 0\n");
    }

    @Test
    void devtmpfsIsOneTree() {
        tree.mkdir("/dev");
        tree.mkdir("/dev2");
        mount("devtmpfs", "/dev", 0);
        mount("devtmpfs", "/dev2", 0);
        tree.write("/dev/x", "same");
        assertThat(tree.read("/dev2/x")).isEqualTo("same");
        assertErrno(EBUSY, () -> mount("devtmpfs", "/dev", 0));
        assertThat(tree.vfs.types().stream().map(FileSystemType::name))
                .isEqualTo(List.of("rootfs", "ramfs", "tmpfs", "devtmpfs"));
    }

    @Test
    void rootOfTheMountHasTheModeAskedFor() {
        mounting.mount(tree.root, "x", "/mnt", "tmpfs", 0, "mode=0750,size=1m");
        assertThat(tree.vfs.stat(tree.root, "/mnt").mode() & 07777).isEqualTo(0750);
        StatFs fs = tree.vfs.statfs(tree.root, "/mnt");
        assertThat(fs.blocks()).isEqualTo(256);
        assertThat(fs.magic()).isEqualTo(0x01021994);
    }
}
