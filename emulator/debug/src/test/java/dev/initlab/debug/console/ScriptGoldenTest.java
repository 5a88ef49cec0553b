package dev.initlab.debug.console;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import dev.initlab.debug.DebugImages;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A whole session on the default images, forwards and backwards, as it is printed.
 *
 * <p>Written anew with {@code -Dgolden.update}, as it must be when the images have changed.
 */
class ScriptGoldenTest {
    private static final Path FOLDER = DebugImages.ROOT.resolve("testdata/debug");

    @ParameterizedTest
    @ValueSource(strings = {"x86_64", "arm64", "arm"})
    void theSessionIsAsItWas(String arch) throws IOException, InterruptedException {
        String[] script = Files.readAllLines(FOLDER.resolve("session.debug")).toArray(String[]::new);
        String text = Typed.script(DebugImages.config(arch), script);
        Path golden = FOLDER.resolve("session." + arch + ".txt");
        if (System.getProperty("golden.update") != null) {
            Files.writeString(golden, text);
        }
        assertThat(text).as("stale: run the test with -Dgolden.update").isEqualTo(Files.readString(golden));
        assertThat(Typed.script(DebugImages.config(arch), script)).as("the same again").isEqualTo(text);
    }
}
