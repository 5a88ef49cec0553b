package dev.initlab.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The debugger at a terminal, which {@code script} of util-linux makes. */
class DebugTerminalTest {
    private static final char CTRL_C = 3;
    private static final char CTRL_D = 4;

    @TempDir
    private Path directory;

    @Test
    void keysCompleteStopAndEndAndTheTerminalIsPutBack() throws Exception {
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")), "script is not here: no terminal");
        Path shell = Files.writeString(directory.resolve("in-a-terminal"), """
                trap : INT
                stty rows 40 columns 120
                stty -g
                %s --enable-native-access=ALL-UNNAMED -Dinitlab.root=%s -Ddev.initlab.native.dir=%s -cp %s \
                    dev.initlab.cli.Main debug --insmod %s
                echo status $?
                stty -g
                """.formatted(Path.of(System.getProperty("java.home"), "bin", "java"), System.getProperty("initlab.root"),
                System.getProperty("dev.initlab.native.dir"), System.getProperty("java.class.path"),
                CommandRun.image("x86_64", "modules/hangs.ko")));
        Path seen = directory.resolve("seen");
        ProcessBuilder builder = new ProcessBuilder(List.of("/usr/bin/script", "-qfc", "sh " + shell, "/dev/null"))
                .redirectErrorStream(true).redirectOutput(seen.toFile());
        builder.environment().put("XDG_STATE_HOME", directory.resolve("state").toString());
        builder.environment().put("TERM", "xterm");
        Process process = builder.start();
        try (OutputStream keys = process.getOutputStream()) {
            await(seen, "(initlab) ", 1);
            type(keys, "break misc_ini\t\r");
            await(seen, "<misc_init>", 1);
            type(keys, "nonsense\r");
            await(seen, "there is no command", 1);
            type(keys, "this line is dropped" + CTRL_C);
            type(keys, "continue\r");
            await(seen, "Breakpoint 1", 2);
            type(keys, "continue\r");
            // The guest may not run yet: at the prompt this only drops the line.
            while (!Files.readString(seen).contains("Interrupted")) {
                type(keys, "" + CTRL_C);
                Thread.sleep(200);
            }
            type(keys, "" + CTRL_D);
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).as(Files.readString(seen)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        String text = Files.readString(seen);
        assertThat(text).contains("status 0");
        List<String> settings = text.lines().map(String::strip).filter(l -> l.matches("[0-9a-f]+(:[0-9a-f]+){10,}")).toList();
        assertThat(settings).as("the terminal before and after").hasSize(2);
        assertThat(settings.getLast()).isEqualTo(settings.getFirst());
        assertThat(directory.resolve("state/initlab/debug-history")).content().contains("nonsense");
    }

    private static void type(OutputStream keys, String text) throws IOException {
        keys.write(text.getBytes(StandardCharsets.US_ASCII));
        keys.flush();
    }

    private static void await(Path seen, String text, int times) throws IOException, InterruptedException {
        for (int i = 0; i < 600; i++) {
            if (Files.readString(seen).split(Pattern.quote(text), -1).length > times) {
                return;
            }
            Thread.sleep(100);
        }
        throw new AssertionError("\"" + text + "\" never came in: " + Files.readString(seen));
    }
}
