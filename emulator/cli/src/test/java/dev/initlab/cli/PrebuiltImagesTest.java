package dev.initlab.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

import dev.initlab.machine.Architecture;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

/**
 * The committed images are what the sources give, byte for byte.
 *
 * <p>Another compiler gives other bytes: the test runs where the one of {@code TOOLCHAIN} is installed.
 */
class PrebuiltImagesTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource
    void areWhatTheSourcesGive(Architecture which) throws IOException {
        String architecture = which.arch();
        Path committed = CommandRun.image(architecture, ".").normalize();
        requireToolchain(committed);
        Path images = directory.resolve("images");
        make("ARCH=" + architecture, "O=" + directory.resolve("build"), "images=" + images,
                "install-images");

        TreeMap<String, byte[]> expected = files(committed);
        TreeMap<String, byte[]> built = files(images);
        assertThat(built.keySet()).isEqualTo(expected.keySet());
        assertThat(expected.keySet()).contains("vmlinux", "initramfs.cpio", "modules/hello.ko",
                "mini/vmlinux", "tpm_ima/vmlinux");
        expected.forEach((file, bytes) -> assertThat(Arrays.mismatch(built.get(file), bytes))
                .as("first byte in which testdata/images/%s/%s is not what the source gives; run "
                        + "make -C guest-kernel ARCH=%s install-images", architecture, file, architecture)
                .isEqualTo(-1));
    }

    private static void requireToolchain(Path images) throws IOException {
        List<String> recorded = Files.readAllLines(images.resolve("TOOLCHAIN"));
        List<String> here = List.of(version("clang"), version("ld.lld").replaceAll(" *\\(.*\\)", ""));
        if (!here.equals(recorded)) {
            abort("NOT RUN: the images were built by %s, and here is %s".formatted(recorded, here));
        }
        for (String tool : List.of("make", "llvm-strip")) {
            if (version(tool).isEmpty()) {
                abort("NOT RUN: " + tool + " is not installed");
            }
        }
    }

    /** First line of what a program says of its version; empty if it is not there. */
    private static String version(String program) {
        return output(List.of(program, "--version")).flatMap(text -> text.lines().findFirst()).orElse("");
    }

    /** The modules go through this build's modpost: the jar that the launcher starts is not there yet. */
    private static void make(String... arguments) {
        String modpost = String.join(" ", Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), "dev.initlab.cli.Main",
                "modpost");
        List<String> command = Stream.concat(Stream.of("make", "-j2", "-C",
                CommandRun.root().resolve("guest-kernel").toString(), "MODPOST=" + modpost), Stream.of(arguments))
                .toList();
        assertThat(output(command)).as("make is there").isPresent();
    }

    /** Runs a program, which must succeed; empty if it is not installed. */
    private static Optional<String> output(List<String> command) {
        Process process;
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException e) {
            return Optional.empty();
        }
        try {
            process.getOutputStream().close();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as("%s\n%s", command, text).isZero();
            return Optional.of(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static TreeMap<String, byte[]> files(Path directory) throws IOException {
        TreeMap<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> found = Files.walk(directory)) {
            for (Path file : found.filter(Files::isRegularFile).toList()) {
                files.put(directory.relativize(file).toString(), Files.readAllBytes(file));
            }
        }
        return files;
    }
}
