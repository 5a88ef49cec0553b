package dev.initlab.cli;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import dev.initlab.capstone.CapstoneLibrary;
import dev.initlab.machine.Architecture;
import dev.initlab.machine.check.EngineChecks;
import dev.initlab.unicorn.UnicornLibrary;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code initlab doctor}: on this machine, and on one whose libunicorn is Debian 12's. */
class DoctorTest {
    private static final String NATIVE_DIRECTORY =
            "-Ddev.initlab.native.dir=" + System.getProperty("dev.initlab.native.dir");

    @Test
    void saysWhatIsThereAndThatAllIsWell() {
        CommandRun run = CommandRun.of("doctor");
        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
        UnicornLibrary library = UnicornLibrary.load();
        assertThat(run.out()).contains("  JDK           " + System.getProperty("java.runtime.version"))
                .contains("  libunicorn    " + library.version() + ", " + library.path() + ", from ")
                .contains("  libcapstone   ")
                .contains("x86_64/vmlinux: ", "arm64/vmlinux: ", " initcalls, entries PC-relative\n")
                .contains("arm/vmlinux: ", " initcalls, entries absolute\n")
                .contains("  make  ", "  ld.lld  ")
                .contains("Speed, x86_64: measured now on this machine", "Speed, arm64: measured now",
                        "Speed, arm: measured now")
                .endsWith("All is well.\n").doesNotContain("FAILED");
        for (Architecture architecture : Architecture.values()) {
            EngineChecks.of(architecture).forEach(check ->
                    assertThat(run.out()).contains("  ok      " + check.id() + " ", check.what()));
        }
    }

    @Test
    void writesTheSameAsJson() {
        CommandRun run = CommandRun.of("doctor", "--json");
        assertThat(run.status()).isZero();
        assertThat(run.out()).startsWith("{\n  \"status\": 0,\n  \"problems\": [],\n  \"jdk\": \"")
                .contains("\"path\": \"" + UnicornLibrary.load().path() + "\"", "\"id\": \"virtual-tlb\"",
                        "\"status\": \"accepted\"", "\"hypercallsPerSecond\": ")
                .doesNotContain("\"ok\": false").endsWith("\n}\n");
        assertThat(run.out().lines().filter(line -> line.strip().equals("\"ok\": true,")))
                .hasSize(Arrays.stream(Architecture.values()).mapToInt(a -> EngineChecks.of(a).size()).sum());
    }

    @Test
    void refusesANamedLibraryThatIsTooOld() throws Exception {
        Path old = OldUnicorn.library();
        CommandRun run = fork(Map.of(), "-Ddev.initlab.unicorn.library=" + old, NATIVE_DIRECTORY);
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.out()).contains("  libunicorn    not usable",
                        "refused: " + old + ": too old, version 2.0.1, older than 2.1.1",
                        "The engine was not checked")
                .doesNotContain("All is well");
        assertThat(run.err().lines()).hasSize(1);
        assertThat(run.err()).startsWith("initlab: the system property dev.initlab.unicorn.library names "
                + old + ": too old, version 2.0.1, ").contains("libunicorn 2.1.1", " or newer is needed; ",
                "let the system property dev.initlab.unicorn.library name a newer one, or drop it; ",
                "scripts/native-libs.sh --private fetches one into .native/");
    }

    @Test
    void refusesASystemLibraryThatIsTooOld() throws Exception {
        Path old = OldUnicorn.library();
        if (UnicornLibrary.load().path().startsWith("/usr")) {
            OldUnicorn.didNotRun("this system has a newer libunicorn, which is found behind the old one");
        }
        CommandRun run = fork(Map.of("LD_LIBRARY_PATH", String.valueOf(old.getParent())),
                "-Ddev.initlab.capstone.library=" + CapstoneLibrary.find().name());
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.out()).contains("refused: " + old + ": too old, version 2.0.1");
        assertThat(run.err().lines()).hasSize(1);
        assertThat(run.err()).startsWith("initlab: libunicorn 2.1.1").contains(
                " or newer is needed; refused: " + old + ": too old, version 2.0.1, ", "; install it with: ", "scripts/native-libs.sh --private");
    }

    @Test
    void passesOverASystemLibraryThatIsTooOldForOneOfItsOwn() throws Exception {
        Path old = OldUnicorn.library();
        CommandRun run = fork(Map.of("LD_LIBRARY_PATH", String.valueOf(old.getParent())), NATIVE_DIRECTORY);
        assertThat(run.out()).contains("refused: " + old + ": too old, version 2.0.1")
                .endsWith("All is well.\n");
        assertThat(run.status()).isZero();
    }

    /** Runs the program in a JVM of its own: a library is loaded once and for all. */
    private static CommandRun fork(Map<String, String> environment, String... options)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/java",
                "--enable-native-access=ALL-UNNAMED", "-XX:+UseSerialGC",
                "-Dinitlab.root=" + CommandRun.root()));
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName(), "doctor"));
        File out = File.createTempFile("doctor", ".out");
        File err = File.createTempFile("doctor", ".err");
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(out).redirectError(err);
            builder.environment().putAll(environment);
            int status = builder.start().waitFor();
            return new CommandRun(status, text(out), text(err));
        } finally {
            out.delete();
            err.delete();
        }
    }

    private static String text(File file) throws IOException {
        return Files.readString(file.toPath(), StandardCharsets.UTF_8);
    }
}
