package dev.initlab.kernel.fs;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowable;

class CpioTest {
    private static final CpioWriter.Meta FILE = new CpioWriter.Meta(0644, 7, 8, 1234);
    private static final CpioWriter.Meta DIR = new CpioWriter.Meta(0750, 0, 0, 99);
    private static final long LIMIT = 1 << 20;

    private final TestTree tree = new TestTree();

    private void unpack(byte[]... parts) throws CpioException {
        Cpio.unpack(tree.vfs, tree.root, join(parts), LIMIT);
    }

    private static void assertReason(String reason, ThrowingCallable call) {
        assertThat(catchThrowable(call)).isInstanceOfSatisfying(CpioException.class,
                failure -> assertThat(failure.reason()).isEqualTo(reason));
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return out.toByteArray();
    }

    private static byte[] oneFile(String name, String content) {
        return new CpioWriter().file(name, FILE, TestTree.bytes(content)).toByteArray();
    }

    @Test
    void everyTypeComesOutAsItWentIn() throws CpioException {
        unpack(new CpioWriter()
                .directory("dir", DIR)
                .file("dir/file", FILE, TestTree.bytes("hello"))
                .symlink("dir/link", new CpioWriter.Meta(0777, 3, 4, 55), "file")
                .node("null", Mode.S_IFCHR, new CpioWriter.Meta(0666), new DeviceNumber(1, 3))
                .node("disk", Mode.S_IFBLK, new CpioWriter.Meta(0600), new DeviceNumber(8, 300))
                .node("pipe", Mode.S_IFIFO, new CpioWriter.Meta(0600), DeviceNumber.NONE)
                .toByteArray());
        assertThat(tree.read("/dir/link")).isEqualTo("hello");
        Stat file = tree.vfs.stat(tree.root, "/dir/file");
        assertThat(file.mode()).isEqualTo(Mode.S_IFREG | 0644);
        assertThat(file.uid()).isEqualTo(7);
        assertThat(file.gid()).isEqualTo(8);
        assertThat(file.modificationTime()).isEqualTo(1234_000_000_000L);
        Stat dir = tree.vfs.stat(tree.root, "/dir");
        assertThat(dir.mode()).isEqualTo(Mode.S_IFDIR | 0750);
        assertThat(dir.modificationTime()).isEqualTo(99_000_000_000L);
        Stat link = tree.vfs.lstat(tree.root, "/dir/link");
        assertThat(link.uid()).isEqualTo(3);
        assertThat(link.modificationTime()).isEqualTo(55_000_000_000L);
        assertThat(tree.vfs.stat(tree.root, "/null").represents()).isEqualTo(new DeviceNumber(1, 3));
        assertThat(tree.vfs.stat(tree.root, "/disk").represents()).isEqualTo(new DeviceNumber(8, 300));
        assertThat(tree.vfs.stat(tree.root, "/disk").isType(Mode.S_IFBLK)).isTrue();
        assertThat(tree.vfs.stat(tree.root, "/pipe").isType(Mode.S_IFIFO)).isTrue();
    }

    @Test
    void archivesStandBehindEachOtherWithZerosInBetween() throws CpioException {
        unpack(oneFile("a", "1"), new byte[12], oneFile("b", "2"), gzip(oneFile("c", "3")), new byte[7],
                gzip(join(oneFile("d", "4"), new byte[512], oneFile("e", "5"))));
        assertThat(tree.list("/")).containsExactly("a", "b", "c", "d", "e");
        assertThat(tree.read("/e")).isEqualTo("5");
    }

    @Test
    void laterEntriesTakeThePlaceOfEarlierOnes() throws CpioException {
        unpack(new CpioWriter()
                .file("x", FILE, TestTree.bytes("long content"))
                .file("y", FILE, TestTree.bytes("y"))
                .directory("z", DIR)
                .symlink("l", FILE, "x").toByteArray(),
                new CpioWriter()
                .file("x", FILE, TestTree.bytes("new"))
                .directory("y", DIR)
                .file("z", FILE, TestTree.bytes("z"))
                .symlink("l", FILE, "z").toByteArray());
        assertThat(tree.read("/x")).isEqualTo("new");
        assertThat(tree.vfs.stat(tree.root, "/y").isType(Mode.S_IFDIR)).isTrue();
        assertThat(tree.read("/l")).isEqualTo("z");
    }

    @Test
    void hardLinksShareTheContentOfTheLastEntry() throws CpioException {
        byte[] linked = new CpioWriter().hardLinks(List.of("a", "b", "c"), FILE, TestTree.bytes("shared"))
                .toByteArray();
        byte[] sameNumberInAnotherArchive = new CpioWriter()
                .hardLinks(List.of("d", "e"), FILE, TestTree.bytes("other")).toByteArray();
        unpack(linked, sameNumberInAnotherArchive);
        assertThat(tree.read("/a")).isEqualTo("shared");
        assertThat(tree.read("/c")).isEqualTo("shared");
        assertThat(tree.read("/d")).isEqualTo("other");
        assertThat(tree.vfs.stat(tree.root, "/b").links()).isEqualTo(3);
        assertThat(tree.vfs.stat(tree.root, "/a").inode()).isEqualTo(tree.vfs.stat(tree.root, "/c").inode());
    }

    @Test
    void namesStayInsideTheTree() throws CpioException {
        unpack(new CpioWriter().file("../../escape", FILE, TestTree.bytes("x"))
                .file("/abs", FILE, TestTree.bytes("y"))
                .file("no/parent", FILE, TestTree.bytes("z")).toByteArray());
        assertThat(tree.list("/")).containsExactly("escape", "abs");
    }

    @Test
    void theUmaskDoesNotCount() throws CpioException {
        tree.root.umask(077);
        unpack(oneFile("a", "1"));
        assertThat(tree.vfs.stat(tree.root, "/a").mode() & 0777).isEqualTo(0644);
        assertThat(tree.root.umask()).isEqualTo(077);
    }

    @Test
    void errorsHaveLinuxsWords() {
        byte[] archive = oneFile("a", "content");
        assertReason("no cpio magic", () -> unpack(TestTree.bytes("0".repeat(200))));
        assertReason("incorrect cpio method used: use -H newc option",
                () -> unpack(TestTree.bytes("070707" + "0".repeat(200))));
        assertReason("invalid magic at start of compressed archive", () ->
                unpack(TestTree.bytes("hello world")));
        assertReason("broken padding", () -> unpack(archive, new byte[3], archive));
        assertReason("invalid magic at start of compressed archive", () ->
                unpack(archive, TestTree.bytes("junk")));
        assertReason("junk within compressed archive",
                () -> unpack(gzip(join(archive, TestTree.bytes("junk")))));
        assertReason("junk at the end of compressed archive",
                () -> unpack(gzip(Arrays.copyOf(archive, 118))));
        assertReason("unexpected EOF", () -> unpack(Arrays.copyOf(archive, 118)));
        assertReason("unexpected EOF", () -> unpack(Arrays.copyOf(archive, 50)));
        byte[] xz = {(byte) 0xfd, 0x37, 0x7a, 0x58, 0x5a, 0};
        assertReason("compression method xz not configured", () -> unpack(xz));
    }

    @Test
    void anErrorTellsItsPlaceAndLeavesWhatStandsBeforeIt() {
        byte[] good = oneFile("a", "1");
        assertThat(catchThrowable(() -> unpack(good, TestTree.bytes("0".repeat(200)))))
                .isInstanceOfSatisfying(CpioException.class,
                        failure -> assertThat(failure.offset()).isEqualTo(good.length));
        assertThat(tree.read("/a")).isEqualTo("1");
    }

    @Test
    void gzipIsChecked() {
        byte[] good = gzip(oneFile("a", "some content"));
        byte[] crc = good.clone();
        crc[crc.length - 8] ^= 1;
        assertReason("crc error", () -> unpack(crc));
        byte[] length = good.clone();
        length[length.length - 1] ^= 1;
        assertReason("length error", () -> unpack(length));
        assertReason("unexpected EOF", () -> unpack(Arrays.copyOf(good, good.length - 20)));
        assertReason("unexpected EOF", () -> unpack(Arrays.copyOf(good, 6)));
        byte[] broken = good.clone();
        broken[10] = (byte) 0xff;
        assertReason("uncompression error", () -> unpack(broken));
    }

    @Test
    void gzipHeadersMayHoldNamesAndMore() throws CpioException {
        byte[] plain = gzip(oneFile("a", "1"));
        byte[] header = Arrays.copyOf(plain, 10);
        header[3] = 4 | 8 | 16 | 2;
        byte[] rest = Arrays.copyOfRange(plain, 10, plain.length);
        unpack(join(header, new byte[] {2, 0, 9, 9}, TestTree.bytes("name\0comment\0"), new byte[2], rest));
        assertThat(tree.read("/a")).isEqualTo("1");
    }

    @Test
    void whatUnpacksToTooMuchIsRefused() {
        byte[] bomb = gzip(new byte[(int) LIMIT + 1]);
        assertReason("more than the allowed bytes when unpacked", () -> unpack(bomb));
        assertThatCode(() -> unpack(gzip(new byte[(int) LIMIT]))).doesNotThrowAnyException();
        byte[] half = gzip(new byte[(int) LIMIT / 2 + 1]);
        assertReason("more than the allowed bytes when unpacked", () -> unpack(half, half));
    }

    @Test
    void aSizeBeyondTheFileTakesNoMemory() {
        byte[] archive = oneFile("a", "content");
        System.arraycopy(TestTree.bytes("ffffffff"), 0, archive, 54, 8);
        assertReason("unexpected EOF", () -> unpack(archive));
    }

    @Test
    void checksumsCount() throws CpioException {
        byte[] archive = oneFile("a", "abc");
        archive[5] = '2';
        System.arraycopy(TestTree.bytes("00000126"), 0, archive, 102, 8);
        unpack(archive);
        assertThat(tree.read("/a")).isEqualTo("abc");
        archive[109] = '7';
        assertReason("bad data checksum", () -> unpack(archive));
    }

    @Test
    void impossibleNamesAreSkipped() throws CpioException {
        byte[] archive = join(oneFile("a", ""), oneFile("b", "2"));
        System.arraycopy(TestTree.bytes("00000000"), 0, archive, 94, 8);
        // A name of no bytes moves the next header two bytes up: the archive must be rebuilt around it.
        byte[] header = Arrays.copyOf(archive, 110);
        unpack(header, new byte[2], oneFile("b", "2"));
        assertThat(tree.list("/")).containsExactly("b");
    }

    @Test
    void gnuCpioReadsWhatTheWriterWrites() throws IOException, InterruptedException {
        byte[] archive = new CpioWriter().directory("dir", DIR).file("dir/file", FILE,
                TestTree.bytes("hello"))
                .symlink("dir/link", FILE, "file").toByteArray();
        assertThat(run(archive, "cpio", "-t", "--quiet")).isEqualTo("dir\ndir/file\ndir/link\n");
        assertThat(archive.length % 512).isZero();
    }

    private static String run(byte[] input, String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().write(input);
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    @Test
    void whatGnuCpioWritesIsRead() throws IOException, InterruptedException, CpioException {
        java.nio.file.Path dir = java.nio.file.Files.createTempDirectory("cpio");
        try {
            java.nio.file.Files.writeString(dir.resolve("one"), "first");
            java.nio.file.Files.createLink(dir.resolve("two"), dir.resolve("one"));
            java.nio.file.Files.createSymbolicLink(dir.resolve("three"), java.nio.file.Path.of("two"));
            byte[] archive = new ProcessBuilder("sh", "-c",
                    "printf '.\\none\\ntwo\\nthree\\n' | cpio -o -H newc --quiet")
                    .directory(dir.toFile()).start().getInputStream().readAllBytes();
            unpack(gzip(archive));
        } finally {
            for (String name : List.of("one", "two", "three", ".")) {
                java.nio.file.Files.deleteIfExists(dir.resolve(name).normalize());
            }
        }
        assertThat(tree.read("/three")).isEqualTo("first");
        assertThat(tree.vfs.stat(tree.root, "/one").links()).isEqualTo(2);
    }
}
