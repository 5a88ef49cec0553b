package dev.initlab.debug.console;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import dev.initlab.debug.DebugImages;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** docs/debug-commands.md is what the tables of commands say. */
class DebugCommandsDocumentTest {
    @Test
    void theDocumentIsWhatTheTablesSay() throws IOException, InterruptedException {
        Path file = DebugImages.ROOT.resolve("docs/debug-commands.md");
        String text = document();
        if (System.getProperty("golden.update") != null) {
            Files.writeString(file, text);
        }
        assertThat(Files.readString(file)).as("stale: run the test with -Dgolden.update").isEqualTo(text);
    }

    private static String document() throws InterruptedException {
        try (Typed typed = new Typed(DebugImages.config("x86_64"))) {
            return """
                    # The commands of `initlab debug`

                    Made from the tables of `dev.initlab.debug.console` by `DebugCommandsDocumentTest`.

                    ```
                    %s```

                    ## `info`

                    ```
                    %s```

                    ## What is shown at a stop

                    What the guest has logged, and its programs have written, since it stood before; why it stands; the
                    function, the source line if the image has DWARF (`make DEBUG=1`), initcall, level and task; the line's
                    text if the source is found (`directory`); the next instruction.

                    A breakpoint is at the first instruction of a function, before its frame is set up. One at a function no
                    symbol of which is there waits for a module. Where a function called by the kernel model has returned is a
                    place of its own, "the kernel model".

                    Going back is booting again, silently; what `set` has written is written again on the way. Programs' output
                    is shown once, log lines whenever they are passed.
                    """.formatted(typed.type("help"), typed.type("info"));
        }
    }
}
