package dev.initlab.kmod;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Compiles and links test objects in one directory; a test that needs it is skipped aloud without clang. */
final class Clang {
    private static final List<String> TARGETS = List.of("x86_64-linux-gnu", "aarch64-linux-gnu",
            "armv7-linux-gnueabi");

    private final Path directory;
    private final String target;

    Clang(Path directory, String arch) {
        if (!present("clang") || !present("ld.lld")) {
            System.err.println("NOT RUN, clang and ld.lld are not installed: a test of modpost");
        }
        assumeTrue(present("clang") && present("ld.lld"), "NOT RUN: clang and ld.lld are not installed");
        this.directory = directory;
        this.target = TARGETS.stream().filter(each -> each.startsWith(arch)).findFirst().orElseThrow();
    }

    /** Compiles a text that sees mini.h to {@code name} and returns its path. */
    Path compile(String name, String text) throws IOException {
        Path header = directory.resolve("mini.h");
        if (!Files.exists(header)) {
            try (InputStream mini = Clang.class.getResourceAsStream("mini.h")) {
                Files.write(header, mini.readAllBytes());
            }
        }
        Path object = directory.resolve(name);
        Path source = directory.resolve(name.replaceAll("\\.o$", ".c"));
        Files.createDirectories(object.getParent());
        Files.writeString(source, text);
        List<String> command = new ArrayList<>(List.of("clang", "--target=" + target, "-c", "-O2",
                "-ffreestanding",
                "-fno-pic", "-fno-pie", "-fno-asynchronous-unwind-tables", "-fno-unwind-tables",
                "-include", header.toString()));
        if (target.startsWith("x86_64")) {
            command.add("-mcmodel=kernel");
        }
        command.addAll(List.of("-o", object.toString(), source.toString()));
        run(command);
        return object;
    }

    /** Links with the given arguments into {@code name}. */
    Path link(String name, String... arguments) throws IOException {
        Path output = directory.resolve(name);
        List<String> command = new ArrayList<>(List.of("ld.lld", "-o", output.toString()));
        command.addAll(List.of(arguments));
        run(command);
        return output;
    }

    private void run(List<String> command) throws IOException {
        Path log = directory.resolve("command.log");
        Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile())
                .start();
        try {
            if (!process.waitFor(2, TimeUnit.MINUTES) || process.exitValue() != 0) {
                throw new AssertionError(command + "\n" + Files.readString(log));
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static boolean present(String tool) {
        for (String directory : System.getenv("PATH").split(":")) {
            if (Files.isExecutable(Path.of(directory, tool))) {
                return true;
            }
        }
        return false;
    }
}
