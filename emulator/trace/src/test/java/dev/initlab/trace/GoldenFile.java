package dev.initlab.trace;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;

/** A committed file that must be what the code gives; {@code -Dgolden.update} rewrites it. */
public final class GoldenFile {

    private GoldenFile() {
    }

    /** Checks a file of the project, named from the project's root. */
    public static void check(String file, String actual) throws IOException {
        Path path = Path.of(System.getProperty("initlab.root", "../..")).resolve(file);
        if (System.getProperty("golden.update") != null) {
            Files.createDirectories(path.getParent());
            Files.writeString(path, actual);
        }
        assertThat(path).as("stale: run the test with -Dgolden.update").exists().hasContent(actual);
        // hasContent() forgives line ends.
        assertThat(Files.readString(path)).isEqualTo(actual);
    }
}
