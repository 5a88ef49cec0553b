package dev.initlab.kernel.fs;

import dev.initlab.kernel.errno.ErrnoException;
import org.junit.jupiter.api.Test;

import static dev.initlab.kernel.errno.Errno.ENOSPC;
import static dev.initlab.kernel.fs.TestTree.assertErrno;
import static org.assertj.core.api.Assertions.assertThat;

class SpaceLimitTest {
    private static final int NAMES = 64;

    private final Vfs vfs = new Vfs(() -> 0, NAMES * 1024);
    private final FsContext root = vfs.newContext();

    /** Makes files until there is no room for another. */
    private int fill(String directory, byte[] content) {
        for (int i = 0; ; i++) {
            try {
                vfs.writeFile(root, directory + "/f" + i, 0644, content);
            } catch (ErrnoException full) {
                assertThat(full.errno()).isEqualTo(ENOSPC);
                return i;
            }
        }
    }

    private void empty(String directory) {
        for (int i = 0; i < NAMES; i++) {
            int number = i;
            Cpio.attempt(() -> vfs.directories().unlink(root, directory + "/f" + number));
        }
    }

    @Test
    void namesCountToo() {
        assertThat(fill("", new byte[0])).isEqualTo(NAMES);
        assertErrno(ENOSPC, () -> vfs.directories().mkdir(root, "/d", 0755));
        assertErrno(ENOSPC, () -> vfs.directories().link(root, "/f0", root, "/l", false));
        assertErrno(ENOSPC, () -> vfs.directories().mknod(root, "/n", Mode.S_IFIFO, DeviceNumber.NONE));
        vfs.directories().unlink(root, "/f0");
        assertErrno(ENOSPC, () -> vfs.directories().symlink(root, "t", "/s"));
        vfs.directories().unlink(root, "/f1");
        vfs.directories().symlink(root, "t", "/s");
        vfs.directories().unlink(root, "/s");
        vfs.directories().mkdir(root, "/d", 0755);
        vfs.directories().rmdir(root, "/d");
        empty("");
        assertThat(fill("", new byte[0])).isEqualTo(NAMES);
    }

    @Test
    void allFileSystemsShareTheWhole() {
        for (String place : new String[] {"/a", "/b"}) {
            vfs.directories().mkdir(root, place, 0755);
            vfs.mounting().mount(root, "x", place, "tmpfs", 0, "size=1g");
        }
        assertThat(vfs.statfs(root, "/a").blocks()).isEqualTo(NAMES / 4);
        assertThat(fill("/a", new byte[3000])).isEqualTo((NAMES - 2) / 5);
        assertThat(fill("/b", new byte[1])).isZero();
        vfs.mounting().umount(root, "/a", 0);
        assertThat(fill("/b", new byte[1])).isPositive();
    }

    @Test
    void whatIsKeptUnmountedStillCounts() {
        vfs.directories().mkdir(root, "/dev", 0755);
        vfs.mounting().mount(root, "x", "/dev", "devtmpfs", 0, "");
        fill("/dev", new byte[0]);
        vfs.mounting().umount(root, "/dev", 0);
        assertErrno(ENOSPC, () -> vfs.directories().mkdir(root, "/d", 0755));
    }
}
