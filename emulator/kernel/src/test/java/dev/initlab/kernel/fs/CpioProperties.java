package dev.initlab.kernel.fs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

import static org.assertj.core.api.Assertions.assertThat;

class CpioProperties {
    private static final long LIMIT = 1 << 20;

    /** Content of null is a directory, a text that begins with {@code >} a link. */
    record Entry(String name, int permissions, int uid, byte[] content, String target, int time) {
        void write(CpioWriter writer) {
            CpioWriter.Meta meta = new CpioWriter.Meta(permissions, uid, uid / 2, time);
            if (target != null) {
                writer.symlink(name, meta, target);
            } else if (content != null) {
                writer.file(name, meta, content);
            } else {
                writer.directory(name, meta);
            }
        }
    }

    @Provide
    Arbitrary<Entry> entry() {
        Arbitrary<String> names = Arbitraries.strings().withCharRange('a', 'z').withChars("\u00e9 %#")
                .ofMinLength(1).ofMaxLength(20);
        Arbitrary<byte[]> content = Arbitraries.bytes().array(byte[].class).ofMaxSize(300).injectNull(0.3);
        Arbitrary<String> target = Arbitraries.strings().withCharRange('a', 'z').ofMinLength(1).ofMaxLength(9)
                .injectNull(0.7);
        return Combinators.combine(names, Arbitraries.integers().between(0, 07777),
                Arbitraries.integers().between(0, 70000), content, target,
                Arbitraries.integers().between(0, Integer.MAX_VALUE)).as(Entry::new);
    }

    @Property(tries = 300)
    void whatIsWrittenIsRead(@ForAll @Size(max = 12) List<@From("entry") Entry> entries,
            @ForAll @IntRange(min = 0, max = 3) int archives,
                    @ForAll boolean compressed) throws CpioException {
        Map<String, Entry> last = new LinkedHashMap<>();
        List<byte[]> parts = new ArrayList<>();
        for (int i = 0; i <= archives; i++) {
            CpioWriter writer = new CpioWriter();
            for (int j = i; j < entries.size(); j += archives + 1) {
                Entry entry = entries.get(j);
                if (last.putIfAbsent(entry.name(), entry) == null) {
                    entry.write(writer);
                }
            }
            byte[] bytes = writer.toByteArray();
            parts.add(compressed ? CpioTest.gzip(bytes) : bytes);
        }
        TestTree tree = new TestTree();
        Cpio.unpack(tree.vfs, tree.root, CpioTest.join(parts.toArray(byte[][]::new)), LIMIT);
        assertThat(tree.list("/")).containsExactlyElementsOf(last.keySet());
        last.values().forEach(entry -> assertThere(tree, entry));
    }

    private static void assertThere(TestTree tree, Entry entry) {
        Stat stat = tree.vfs.lstat(tree.root, "/" + entry.name());
        assertThat(stat.uid()).isEqualTo(entry.uid());
        assertThat(stat.gid()).isEqualTo(entry.uid() / 2);
        assertThat(stat.modificationTime()).isEqualTo(entry.time() * 1_000_000_000L);
        if (entry.target() != null) {
            assertThat(tree.vfs.readlink(tree.root, "/" + entry.name())).isEqualTo(entry.target());
            return;
        }
        assertThat(stat.mode() & Mode.PERMISSIONS).isEqualTo(entry.permissions());
        assertThat(stat.isType(entry.content() == null ? Mode.S_IFDIR : Mode.S_IFREG)).isTrue();
        if (entry.content() != null) {
            assertThat(tree.vfs.readFile(tree.root, "/" + entry.name())).isEqualTo(entry.content());
        }
    }

    @Property(tries = 500)
    void damagedArchivesFailOrUnpack(@ForAll @Size(min = 1, max = 5) List<@From("entry") Entry> entries,
            @ForAll long seed, @ForAll boolean compressed) {
        CpioWriter writer = new CpioWriter();
        entries.forEach(entry -> entry.write(writer));
        byte[] bytes = writer.toByteArray();
        damage(bytes, new Random(seed));
        byte[] image = compressed ? CpioTest.gzip(bytes) : bytes;
        if (compressed && seed % 2 == 0) {
            damage(image, new Random(seed + 1));
        }
        assertContained(image);
    }

    private static void damage(byte[] bytes, Random random) {
        for (int i = random.nextInt(4); i >= 0; i--) {
            int at = random.nextInt(bytes.length);
            bytes[at] = random.nextBoolean() ? (byte) random.nextInt(256)
                    : (byte) "0f7./\0".charAt(random.nextInt(6));
        }
    }

    @Property
    void anyBytesFailOrUnpack(@ForAll byte[] bytes) {
        assertContained(bytes);
    }

    private static void assertContained(byte[] image) {
        TestTree tree = new TestTree();
        try {
            Cpio.unpack(tree.vfs, tree.root, image, LIMIT);
        } catch (CpioException expected) {
            assertThat(expected.offset()).isBetween(0L, (long) image.length);
        }
        assertThat(tree.vfs.getcwd(tree.root)).isEqualTo("/");
    }
}
