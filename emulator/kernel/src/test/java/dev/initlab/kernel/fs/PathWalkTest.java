package dev.initlab.kernel.fs;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static dev.initlab.kernel.errno.Errno.EACCES;
import static dev.initlab.kernel.errno.Errno.ELOOP;
import static dev.initlab.kernel.errno.Errno.ENAMETOOLONG;
import static dev.initlab.kernel.errno.Errno.ENOENT;
import static dev.initlab.kernel.errno.Errno.ENOTDIR;
import static dev.initlab.kernel.fs.TestTree.assertErrno;
import static org.assertj.core.api.Assertions.assertThat;

class PathWalkTest {
    private final TestTree tree = new TestTree();

    @BeforeEach
    void someFiles() {
        tree.mkdir("/a");
        tree.mkdir("/a/b");
        tree.write("/a/b/file", "content");
    }

    private String at(String path) {
        return tree.vfs.pathOf(tree.root, tree.vfs.resolve(tree.root, path, true));
    }

    @Test
    void dotsAndSlashes() {
        assertThat(at("/a/b/file")).isEqualTo("/a/b/file");
        assertThat(at("//a///./b/../b/file")).isEqualTo("/a/b/file");
        assertThat(at("/a/b/")).isEqualTo("/a/b");
        assertThat(at("/")).isEqualTo("/");
        assertThat(at("/../../a/..")).isEqualTo("/");
        assertThat(at("/a/b/.")).isEqualTo("/a/b");
    }

    @Test
    void relativePathsBeginInTheWorkingDirectory() {
        tree.vfs.chdir(tree.root, "/a");
        assertThat(at("b/file")).isEqualTo("/a/b/file");
        assertThat(at(".")).isEqualTo("/a");
        assertThat(at("..")).isEqualTo("/");
        assertThat(tree.vfs.getcwd(tree.root)).isEqualTo("/a");
        Location b = tree.vfs.resolve(tree.root, "b", true);
        assertThat(tree.vfs.stat(tree.root.at(b), "file").size()).isEqualTo(7);
    }

    @Test
    void errorsOfTheWay() {
        assertErrno(ENOENT, () -> at(""));
        assertErrno(ENOENT, () -> at("/none"));
        assertErrno(ENOENT, () -> at("/none/x"));
        assertErrno(ENOTDIR, () -> at("/a/b/file/x"));
        assertErrno(ENOTDIR, () -> at("/a/b/file/"));
        assertErrno(ENOTDIR, () -> at("/a/b/file/."));
        assertErrno(ENOTDIR, () -> at("/a/b/file/.."));
        assertErrno(ENAMETOOLONG, () -> at("/" + "x".repeat(256)));
        assertErrno(ENOENT, () -> at("/" + "x".repeat(255)));
        assertErrno(ENAMETOOLONG, () -> at("/" + "./".repeat(2048)));
        assertThat(at("/" + "./".repeat(2047))).isEqualTo("/");
    }

    @Test
    void linksAreFollowed() {
        tree.symlink("a/b", "/rel");
        tree.symlink("/a", "/abs");
        tree.symlink("../rel/file", "/a/up");
        tree.symlink("/a/b/", "/slash");
        tree.symlink("/a/b/file/", "/wrong");
        assertThat(at("/rel/file")).isEqualTo("/a/b/file");
        assertThat(at("/abs/b/file")).isEqualTo("/a/b/file");
        assertThat(at("/a/up")).isEqualTo("/a/b/file");
        assertThat(at("/slash")).isEqualTo("/a/b");
        assertErrno(ENOTDIR, () -> at("/wrong"));
        assertThat(at("/rel/..")).isEqualTo("/a");
    }

    @Test
    void aLinkAtTheEndIsTheResultUnlessASlashStandsBehindIt() {
        tree.symlink("a", "/link");
        assertThat(tree.vfs.lstat(tree.root, "/link").isType(Mode.S_IFLNK)).isTrue();
        assertThat(tree.vfs.lstat(tree.root, "/link/").isType(Mode.S_IFDIR)).isTrue();
        assertThat(tree.vfs.stat(tree.root, "/link").isType(Mode.S_IFDIR)).isTrue();
        assertThat(tree.vfs.readlink(tree.root, "/link")).isEqualTo("a");
    }

    @Test
    void fortyLinksAreFollowedAndNotOneMore() {
        tree.write("/l0", "end");
        for (int i = 1; i <= 41; i++) {
            tree.symlink("l" + (i - 1), "/l" + i);
        }
        assertThat(tree.read("/l40")).isEqualTo("end");
        assertErrno(ELOOP, () -> tree.read("/l41"));
        tree.symlink("self", "/self");
        assertErrno(ELOOP, () -> at("/self"));
        tree.symlink("grow/x", "/grow");
        assertErrno(ELOOP, () -> at("/grow"));
    }

    @Test
    void noWayOutOfARoot() {
        tree.mkdir("/a/jail");
        tree.symlink("/../../../etc", "/a/jail/out");
        FsContext jailed = tree.vfs.newContext();
        tree.vfs.chroot(jailed, "/a");
        tree.vfs.chdir(jailed, "/");
        assertThat(tree.vfs.pathOf(jailed, tree.vfs.resolve(jailed, "/..", true))).isEqualTo("/");
        assertThat(tree.vfs.pathOf(jailed, tree.vfs.resolve(jailed, "../../b", true))).isEqualTo("/b");
        assertErrno(ENOENT, () -> tree.vfs.resolve(jailed, "/jail/out", true));
    }

    @Test
    void aDirectoryWithoutExecuteBitIsNoWay() {
        FsContext user = tree.vfs.newContext();
        user.credentials(new Credentials(1000, 1000, java.util.Set.of()));
        tree.vfs.directories().chmod(tree.root, tree.vfs.resolve(tree.root, "/a", true), 0644);
        assertErrno(EACCES, () -> tree.vfs.resolve(user, "/a/b", true));
        assertThat(at("/a/b")).isEqualTo("/a/b");
    }
}
