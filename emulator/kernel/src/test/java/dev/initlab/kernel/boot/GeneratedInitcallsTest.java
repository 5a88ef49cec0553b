package dev.initlab.kernel.boot;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

import dev.initlab.trace.Event;
import dev.initlab.trace.Initcall;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Images built on the spot from initcalls that nobody has seen before.
 *
 * <p>Other ones in every run; {@code -Dinitlab.seed=N} repeats a run, and each failure says its seed.
 */
@OnEachArchitecture
class GeneratedInitcallsTest {
    private final TestImages images;
    @TempDir
    private Path directory;

    GeneratedInitcallsTest(TestImages images) {
        this.images = images;
    }

    @Test
    void runInTheOrderOfLevelsAndLink() throws Exception {
        for (String prel32 : images.tableFormats()) {
            runInTheOrderOfLevelsAndLink(prel32, prel32.equals("y") ? "new" : "old",
                    Files.createDirectory(directory.resolve(prel32)));
        }
    }

    private void runInTheOrderOfLevelsAndLink(String prel32, String names, Path directory) throws Exception {
        Toolchain.require("make", "clang", "ld.lld", "llvm-strip");
        long seed = Long.getLong("initlab.seed", ThreadLocalRandom.current().nextInt());
        GeneratedInitcalls generated = new GeneratedInitcalls(seed);
        Path sources = Files.createDirectory(directory.resolve("generated"));
        Path vmlinux = directory.resolve("vmlinux");
        generated.write(sources);
        Toolchain.run("make", "-j2", "-C", "guest-kernel", "ARCH=" + images.architecture(), "CONFIG_PREL32=" + prel32,
                "CONFIG_INITCALL_NAMES=" + names, "M=" + sources, "O=" + directory.resolve("build"),
                "IMAGE=" + vmlinux, "image");

        GuestBoot boot = GuestBoot.boot(GuestBoot.config(vmlinux));
        List<GeneratedInitcalls.Generated> expected = generated.inOrder();
        assertThat(boot.log().stream().filter(line -> line.startsWith("gen_")).toList()).as("seed %d", seed)
                .isEqualTo(expected.stream().map(g -> g.name() + " runs").toList());
        assertThat(boot.initcalls().stream().filter(name -> name.startsWith("gen_")).toList()).as("seed %d", seed)
                .isEqualTo(expected.stream().map(GeneratedInitcalls.Generated::name).toList());
        assertThat(boot.events().events(Event.InitcallReturned.class).stream()
                .filter(e -> e.initcall().symbol().startsWith("gen_")).map(Event.InitcallReturned::result).toList())
                .as("seed %d", seed).isEqualTo(expected.stream().map(GeneratedInitcalls.Generated::result).toList());
        assertThat(boot.uart()).as("seed %d", seed).isEqualTo(boot.asOnUart(r -> r.level() < 7));
        assertThat(boot.events().events(Event.InitcallStarted.class)).as("seed %d", seed)
                .filteredOn(e -> e.initcall().symbol().startsWith("gen_"))
                .extracting(e -> ((Initcall.BuiltIn) e.initcall()).id())
                .isEqualTo(expected.stream().map(g -> id(g.macro())).toList());
    }

    /** What {@code include/linux/init.h} pastes behind the function's name. */
    private static String id(String macro) {
        String level = macro.replace("_initcall", "").replace("_sync", "");
        String id = switch (level) {
            case "console" -> "con";
            case "security" -> "sec";
            case "early", "rootfs" -> level;
            default -> Integer.toString(
                    List.of("pure", "core", "postcore", "arch", "subsys", "fs", "device", "late").indexOf(level));
        };
        return macro.endsWith("_sync") ? id + "s" : id;
    }
}
