package dev.initlab.elf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Runs clang, lld and llvm-readelf in one directory; without them a test is skipped aloud. */
public final class Toolchain {
    public static final String X86_64 = "x86_64-linux-gnu";
    public static final String AARCH64 = "aarch64-linux-gnu";
    public static final String ARMV7 = "armv7-linux-gnueabi";

    private final Path directory;

    public Toolchain(Path directory) {
        for (String tool : List.of("clang", "ld.lld", "llvm-readelf")) {
            if (!present(tool)) {
                System.err.println("NOT RUN, " + tool + " is not installed: a comparison of ELF files");
            }
            assumeTrue(present(tool), "NOT RUN: " + tool + " is not installed");
        }
        this.directory = directory;
    }

    public Path compile(String target, String name, String source, String... flags) throws IOException {
        Path text = Files.writeString(directory.resolve(name + ".c"), source);
        List<String> command = new ArrayList<>(List.of("clang", "--target=" + target, "-c", "-O1",
                "-ffreestanding"));
        command.addAll(List.of(flags));
        command.addAll(List.of("-o", name, text.toString()));
        run(command);
        return directory.resolve(name);
    }

    public Path link(String name, Path object, String... flags) throws IOException {
        List<String> command = new ArrayList<>(List.of("ld.lld", "-o", name, object.toString()));
        command.addAll(List.of(flags));
        run(command);
        return directory.resolve(name);
    }

    List<String> readelf(Path file, String... flags) throws IOException {
        List<String> command = new ArrayList<>(List.of("llvm-readelf", "--wide"));
        command.addAll(List.of(flags));
        command.add(file.toString());
        return run(command).lines().toList();
    }

    /** What a command writes to its standard output; it must succeed. */
    public String run(List<String> command) throws IOException {
        Path out = directory.resolve("out.log");
        Path err = directory.resolve("err.log");
        Process process = new ProcessBuilder(command).directory(directory.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile()).start();
        try {
            if (!process.waitFor(2, TimeUnit.MINUTES) || process.exitValue() != 0) {
                throw new AssertionError(command + "\n" + Files.readString(err));
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return Files.readString(out);
    }

    /** Whether the PATH has it. */
    public static boolean present(String tool) {
        for (String each : System.getenv("PATH").split(":")) {
            if (Files.isExecutable(Path.of(each, tool))) {
                return true;
            }
        }
        return false;
    }
}
