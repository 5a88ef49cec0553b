package dev.initlab.cli;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

import dev.initlab.trace.Event;
import dev.initlab.trace.Outcome;
import dev.initlab.trace.json.JsonLinesReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The program is told to end while a guest runs: its files are complete, and it ends at once. */
class InterruptedBootTest {
    @TempDir
    private Path directory;

    @Test
    void aSignalEndsTheBootInOrder() throws Exception {
        Path events = directory.resolve("boot.jsonl");
        Process initlab = new ProcessBuilder(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Dinitlab.root=" + System.getProperty("initlab.root"),
                "-Ddev.initlab.native.dir=" + System.getProperty("dev.initlab.native.dir"),
                "-cp", System.getProperty("java.class.path"), "dev.initlab.cli.Main", "boot",
                "--insmod", CommandRun.image("x86_64", "modules/hangs.ko").toString(), "--timeout", "600",
                "--events", events.toString())).redirectErrorStream(true).start();
        try (BufferedReader out = initlab.inputReader(StandardCharsets.UTF_8)) {
            for (String line = out.readLine(); !line.contains("until somebody pulls the plug"); line = out.readLine()) {
                assertThat(line).as("what it printed").isNotNull();
            }
            initlab.destroy(); // SIGTERM
            assertThat(initlab.waitFor(60, TimeUnit.SECONDS)).as("it ended").isTrue();
        } finally {
            initlab.destroyForcibly();
        }
        List<Event> written = JsonLinesReader.read(events);
        assertThat(written).as("all up to where it was stopped").filteredOn(Event.InitcallStarted.class::isInstance)
                .last().satisfies(e -> assertThat(((Event.InitcallStarted) e).initcall().symbol()).isEqualTo("hangs_init"));
        assertThat(written.getLast()).isInstanceOfSatisfying(Event.BootEnded.class,
                e -> assertThat(e.outcome()).isEqualTo(Outcome.STOPPED));
    }
}
