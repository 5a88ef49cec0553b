package dev.initlab.cli;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A program of the host, looked for on the PATH.
 *
 * @param name    as typed
 * @param path    where it is; empty if it is not there
 * @param version the first version number it prints; empty if it prints none
 */
record HostTool(String name, Optional<Path> path, Optional<String> version) {
    private static final Pattern NUMBER = Pattern.compile("\\d+(\\.\\d+)+");
    private static final int PATIENCE_SECONDS = 10;

    /** Looks for a program and asks it for its version. */
    static HostTool find(String name) {
        Optional<Path> path = Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .filter(directory -> !directory.isEmpty())
                .map(directory -> Path.of(directory).resolve(name))
                .filter(file -> Files.isExecutable(file) && !Files.isDirectory(file))
                .findFirst();
        return new HostTool(name, path, path.flatMap(HostTool::askVersion));
    }

    private static Optional<String> askVersion(Path program) {
        try {
            Process process = new ProcessBuilder(program.toString(), "--version").redirectErrorStream(true)
                    .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null"))).start();
            // A few lines, which no pipe's buffer is too small for.
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return Optional.empty();
            }
            Matcher matcher = NUMBER.matcher(
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
            return matcher.find() ? Optional.of(matcher.group()) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
