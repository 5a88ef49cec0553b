package dev.initlab.kernel.fs;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import dev.initlab.kernel.errno.Errno;
import dev.initlab.kernel.errno.ErrnoException;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Replays what a real Linux (6.18, tmpfs) did with random operations; {@code record-vfs.py} recorded it. */
class LinuxVfsTest {
    private TestTree tree = new TestTree();

    @Test
    void everyOperationEndsAsOnLinux() throws IOException {
        List<String> wrong = new ArrayList<>();
        List<String> history = new ArrayList<>();
        int count = 0;
        for (String line : lines()) {
            if (line.equals("-----")) {
                tree = new TestTree();
                history.clear();
                continue;
            }
            int tab = line.indexOf('\t');
            String operation = line.substring(0, tab);
            String expected = line.substring(tab + 1);
            String actual = run(operation.split(" "));
            count++;
            if (!actual.equals(expected)) {
                wrong.add(operation + ": Linux " + expected + ", we " + actual + "; before: " + history);
                // The trees differ from here on.
                tree = null;
            }
            if (expected.startsWith("ok")) {
                history.add(operation);
            }
            if (tree == null) {
                break;
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(count).isGreaterThan(7000);
    }

    private static List<String> lines() throws IOException {
        try (InputStream in = LinuxVfsTest.class.getResourceAsStream("linux-vfs.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }

    private String run(String[] words) {
        for (int i = 0; i < words.length; i++) {
            words[i] = words[i].equals("''") ? "" : words[i];
        }
        try {
            String second = words.length > 2 ? words[2] : "";
            return ("ok " + result(words[0], words.length > 1 ? words[1] : "", second)).strip();
        } catch (ErrnoException failure) {
            return failure.errno().name();
        }
    }

    private String result(String operation, String path, String second) {
        Vfs vfs = tree.vfs;
        FsContext root = tree.root;
        DirectoryOperations directories = vfs.directories();
        switch (operation) {
            case "mkdir" -> directories.mkdir(root, path, 0755);
            case "rmdir" -> directories.rmdir(root, path);
            case "unlink" -> directories.unlink(root, path);
            case "symlink" -> directories.symlink(root, path, second);
            case "link" -> directories.link(root, path, root, second, false);
            case "rename" -> directories.rename(root, path, root, second, 0);
            case "mkfifo" -> directories.mknod(root, path, Mode.S_IFIFO | 0644, DeviceNumber.NONE);
            case "chdir" -> vfs.chdir(root, path);
            case "open" -> vfs.open(root, path, flags(second) | OpenFlags.O_NONBLOCK, 0640).release();
            case "truncate" -> directories.truncate(root, vfs.resolve(root, path, true),
                    Long.parseLong(second));
            case "write" -> {
                OpenFile file = vfs.open(root, path,
                        OpenFlags.O_WRONLY | OpenFlags.O_CREAT | OpenFlags.O_APPEND
                        | OpenFlags.O_NONBLOCK, 0600);
                file.write(TestTree.buffer(second));
                file.release();
            }
            case "read" -> {
                return read(vfs.open(root, path, OpenFlags.O_RDONLY | OpenFlags.O_NONBLOCK, 0));
            }
            case "stat" -> {
                return show(vfs.stat(root, path));
            }
            case "lstat" -> {
                return show(vfs.lstat(root, path));
            }
            case "readlink" -> {
                return vfs.readlink(root, path);
            }
            case "getcwd" -> {
                return vfs.getcwd(root);
            }
            case "list" -> {
                return list(vfs.open(root, path, OpenFlags.O_RDONLY | OpenFlags.O_DIRECTORY, 0));
            }
            case "access" -> {
                vfs.open(root, path, OpenFlags.O_PATH, 0).release();
                try {
                    vfs.access(root, path, Integer.parseInt(second));
                    return "True";
                } catch (ErrnoException no) {
                    return "False";
                }
            }
            default -> throw new AssertionError(operation);
        }
        return "";
    }

    private static String read(OpenFile file) {
        try {
            ByteBuffer buffer = ByteBuffer.allocate(100);
            file.read(buffer);
            String text = new String(buffer.array(), 0, buffer.position(), StandardCharsets.ISO_8859_1);
            return text.replace('\0', '0');
        } finally {
            file.release();
        }
    }

    private static String list(OpenFile directory) {
        List<String> names = new ArrayList<>();
        try {
            directory.getdents(entry -> names.add(entry.name()));
        } catch (ErrnoException removed) {
            // glibc's readdir() takes the ENOENT of a removed directory for its end.
            assertThat(removed.errno()).isEqualTo(Errno.ENOENT);
        } finally {
            directory.release();
        }
        names.removeAll(List.of(".", ".."));
        Collections.sort(names);
        return String.join(",", names);
    }

    private static String show(Stat stat) {
        String size = stat.isType(Mode.S_IFDIR) ? "-" : Long.toString(stat.size());
        return "%o %o %d %s".formatted(Mode.entryType(stat.mode()), stat.mode() & Mode.PERMISSIONS,
                stat.links(), size);
    }

    private static int flags(String names) {
        int flags = 0;
        for (String name : names.split("\\|")) {
            flags |= switch (name) {
                case "RDONLY" -> OpenFlags.O_RDONLY;
                case "WRONLY" -> OpenFlags.O_WRONLY;
                case "RDWR" -> OpenFlags.O_RDWR;
                case "CREAT" -> OpenFlags.O_CREAT;
                case "EXCL" -> OpenFlags.O_EXCL;
                case "TRUNC" -> OpenFlags.O_TRUNC;
                case "APPEND" -> OpenFlags.O_APPEND;
                case "DIRECTORY" -> OpenFlags.O_DIRECTORY;
                case "NOFOLLOW" -> OpenFlags.O_NOFOLLOW;
                case "PATH" -> OpenFlags.O_PATH;
                default -> throw new AssertionError(name);
            };
        }
        return flags;
    }
}
