package dev.initlab.kernel.boot;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import dev.initlab.trace.Event;
import dev.initlab.trace.Initcall;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The whole guest built with absolute and with PC-relative table entries: the same tables, the same log. */
@OnEachArchitecture
class EntryKindsTest {
    private final TestImages images;
    @TempDir
    private Path directory;

    EntryKindsTest(TestImages images) {
        this.images = images;
    }

    @Test
    void theTablesAndLogsAgree() throws Exception {
        Toolchain.require("make", "clang", "ld.lld", "llvm-strip");
        Map<String, GuestBoot> boots = Map.of("y", boot("y"), "n", boot("n"));
        assertThat(tables(boots.get("y"))).isNotEmpty().isEqualTo(tables(boots.get("n")));
        assertThat(log(boots.get("y"))).hasSizeGreaterThan(100).isEqualTo(log(boots.get("n")));
        assertThat(entrySize(boots.get("y"))).isEqualTo(Integer.BYTES);
        assertThat(entrySize(boots.get("n"))).isEqualTo(images.wordSize());
    }

    /** The kernel of one kind with the prebuilt programs, which no table of the kernel's reaches. */
    private GuestBoot boot(String prel32) throws Exception {
        Path build = Files.createDirectory(directory.resolve(prel32));
        Toolchain.run("make", "-j2", "-C", "guest-kernel", "ARCH=" + images.architecture(), "CONFIG_PREL32=" + prel32,
                "O=" + build, "vmlinux");
        return GuestBoot.boot(GuestBoot.config(build.resolve("vmlinux"))
                .withInitramfs(GuestBoot.archive(images.initramfs()))
                .withInitramfs(new Initramfs().archive()) // no modules: theirs are of one kind
                .withCommandLine("initcall_debug ignore_loglevel"));
    }

    private static List<String> tables(GuestBoot boot) {
        return boot.events().events(Event.InitcallReturned.class).stream()
                .map(e -> "%s %s %s".formatted(((Initcall.BuiltIn) e.initcall()).id(), e.initcall().symbol(), e.result()))
                .toList();
    }

    /** Without what the length of the code decides: sizes of functions, and times. */
    private static List<String> log(GuestBoot boot) {
        return boot.log().stream().map(line -> line.replaceAll("/0x[0-9a-f]+", "/0x")
                .replaceAll("after \\d+ usecs", "after usecs").replaceAll("memory: \\d+K", "memory: K")).toList();
    }

    /** The least distance between two entries. */
    private static long entrySize(GuestBoot boot) {
        long[] entries = boot.events().events(Event.InitcallStarted.class).stream()
                .mapToLong(e -> ((Initcall.BuiltIn) e.initcall()).entry()).sorted().toArray();
        long least = Long.MAX_VALUE;
        for (int i = 1; i < entries.length; i++) {
            least = Math.min(least, entries[i] - entries[i - 1]);
        }
        return least;
    }
}
