package dev.initlab.kernel.module;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RelocationsDocumentTest {

    @Test
    void isNotStale() throws IOException {
        Path file = Path.of(System.getProperty("initlab.root", "../..")).resolve("docs/relocations.md");
        String text = new RelocationsDocument().text();
        if (System.getProperty("golden.update") != null) {
            Files.writeString(file, text);
        }
        assertThat(file).as("stale: run the test with -Dgolden.update").exists();
        assertThat(Files.readString(file)).isEqualTo(text);
    }
}
