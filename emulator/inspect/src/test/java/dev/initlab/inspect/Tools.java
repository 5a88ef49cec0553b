package dev.initlab.inspect;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

/** Programs of the host that tests ask for the truth. */
final class Tools {
    private Tools() {
    }

    /** Ends a test that cannot run here, and says so. */
    static void require(String... programs) {
        List<String> missing = Arrays.stream(programs).filter(program -> !isThere(program)).toList();
        if (!missing.isEmpty()) {
            String message = "DID NOT RUN: " + String.join(", ", missing) + " not found on the PATH";
            System.out.println(message);
            abort(message);
        }
    }

    /** The lines a program writes; it must succeed. */
    static List<String> run(Object... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(Arrays.stream(command).map(Object::toString).toList())
                .redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as("%s says %s", List.of(command), output).isZero();
        return output.lines().toList();
    }

    /** The project's top directory, as the build passes it. */
    static Path root() {
        return Path.of(System.getProperty("initlab.root", "../..")).toAbsolutePath().normalize();
    }

    private static boolean isThere(String program) {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    }
}
