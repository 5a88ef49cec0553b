package dev.initlab.kernel.fs;

import java.util.List;

import dev.initlab.kernel.errno.ErrnoException;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

import static org.assertj.core.api.Assertions.assertThat;

class PathWalkProperties {
    @Provide
    Arbitrary<String> path() {
        return Arbitraries.of("a", "b", "..", ".", "", "/", "out").list().ofMinSize(1).ofMaxSize(8)
                .map(parts -> String.join("/", parts));
    }

    /** Whatever links and mounts stand in the way, no path leads out of a context's root. */
    @Property
    void noPathEscapes(@ForAll @Size(min = 1, max = 6) List<@From("path") String> targets,
            @ForAll @Size(min = 1, max = 6) List<@From("path") String> names,
            @ForAll @Size(max = 10) List<@From("path") String> paths) {
        TestTree tree = new TestTree();
        tree.write("/outside", "secret");
        tree.mkdir("/jail");
        FsContext jailed = tree.vfs.newContext();
        tree.vfs.chroot(jailed, "/jail");
        tree.vfs.chdir(jailed, "/");
        Dentry jail = jailed.root().dentry();
        build(tree, jailed, targets, names);
        for (String path : paths) {
            try {
                Location place = tree.vfs.resolve(jailed, path, true);
                Location top = place;
                while (top.mount().at().isPresent()) {
                    top = top.mount().at().get();
                }
                assertThat(top.dentry().isBelow(jail)).as(path).isTrue();
                // What is mounted over a root is reached by dot-dot, but not by its name.
                boolean covered = !tree.vfs.resolve(jailed, "/..", true).equals(jailed.root());
                String shown = tree.vfs.pathOf(jailed, place);
                assertThat(covered || tree.vfs.resolve(jailed, shown, true).equals(place)).isTrue();
            } catch (ErrnoException noSuchPlace) {
                assertThat(noSuchPlace.negated()).isNegative();
            }
        }
    }

    private static void build(TestTree tree, FsContext jailed, List<String> targets, List<String> names) {
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            String target = targets.get(i % targets.size());
            int kind = i;
            Cpio.attempt(() -> {
                switch (kind % 3) {
                    case 0 -> tree.vfs.directories().mkdir(jailed, name, 0755);
                    case 1 -> tree.vfs.directories().symlink(jailed, target, name);
                    default -> tree.vfs.mounting().mount(jailed, "x", name, "tmpfs", 0, "");
                }
            });
        }
    }

    /** The same calls make the same tree, number by number. */
    @Property(tries = 100)
    void treesAreDeterministic(@ForAll @Size(max = 8) List<@From("path") String> targets,
            @ForAll @Size(max = 8) List<@From("path") String> names) {
        assertThat(picture(targets, names)).isEqualTo(picture(targets, names));
    }

    private static List<Stat> picture(List<String> targets, List<String> names) {
        TestTree tree = new TestTree();
        build(tree, tree.root, targets.isEmpty() ? List.of("a") : targets, names);
        return tree.list("/").stream().map(name -> tree.vfs.lstat(tree.root, "/" + name)).toList();
    }
}
