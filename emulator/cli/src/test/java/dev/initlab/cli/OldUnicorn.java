package dev.initlab.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

/**
 * The libunicorn that Debian 12 and its kin install, 2.0.1: too old for this program.
 *
 * <p>Fetched by the system's own apt into {@code .cache} of the project, once; nothing is installed.
 */
final class OldUnicorn {
    private static final String PACKAGE = "libunicorn2";
    private static final int TRIES = 3;
    private static final List<String> UNKNOWN = List.of("Unable to locate package",
            "no installation candidate", "Can't select candidate version");
    private static final List<String> GONE = List.of("404 ", "410 ", "Not Found");
    private static final List<String> NETWORK = List.of("Could not resolve", "Could not connect",
            "Connection failed", "Temporary failure", "Unable to connect", "unreachable", "timed out",
            "Connection refused", "Could not handshake");

    private OldUnicorn() {
    }

    /**
     * The library's file.
     *
     * <p>Ends the test, and says why, where this system has no such package or the network is down; a package
     * that is listed and gone is a failure.
     */
    static Path library() throws IOException, InterruptedException {
        Path cache = CommandRun.root().resolve(".cache").resolve(PACKAGE);
        Optional<Path> cached = find(cache, "libunicorn.so.2");
        if (cached.isEmpty()) {
            fetch(cache);
            cached = find(cache, "libunicorn.so.2");
        }
        String version = Files.readString(cache.resolve("version")).strip();
        if (!version.matches("(\\d+:)?2\\.0\\..*")) {
            didNotRun("this system's package " + PACKAGE + " has version " + version + ", not 2.0");
        }
        return cached.orElseThrow(() -> new AssertionError("no libunicorn.so.2 in the package " + PACKAGE));
    }

    private static void fetch(Path cache) throws IOException, InterruptedException {
        for (String program : List.of("apt-get", "dpkg-deb")) {
            if (Stream.of(System.getenv("PATH").split(":"))
                    .noneMatch(directory -> Files.isExecutable(Path.of(directory, program)))) {
                didNotRun("this system has no " + program);
            }
        }
        Files.createDirectories(cache);
        String said = "";
        for (int i = 1; i <= TRIES && find(cache, ".deb").isEmpty(); i++) {
            Thread.sleep(2000L * (i - 1));
            said = run(cache, "apt-get", "-q", "download", PACKAGE);
            if (mentions(said, UNKNOWN)) {
                didNotRun("this system's apt has no package " + PACKAGE);
            }
        }
        Optional<Path> deb = find(cache, ".deb");
        if (deb.isEmpty()) {
            if (!mentions(said, GONE) && mentions(said, NETWORK)) {
                didNotRun("the package " + PACKAGE + " could not be fetched: "
                        + said.strip().replace("\n", "; "));
            }
            fail("apt lists the package " + PACKAGE + " and does not give it: " + said);
        }
        String file = deb.orElseThrow().toString();
        Files.writeString(cache.resolve("version"), run(cache, "dpkg-deb", "-f", file, "Version"));
        run(cache, "dpkg-deb", "-x", file, cache.toString());
    }

    private static Optional<Path> find(Path folder, String end) throws IOException {
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(end)).findFirst();
        }
    }

    private static String run(Path directory, String... command) throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
        builder.environment().put("LC_ALL", "C");
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }

    private static boolean mentions(String text, List<String> words) {
        return words.stream().anyMatch(text::contains);
    }

    static void didNotRun(String why) {
        String message = "DID NOT RUN: " + why;
        System.out.println(message);
        abort(message);
    }
}
