package dev.initlab.debug.rsp;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import dev.initlab.debug.DebugImages;
import dev.initlab.debug.Session;
import dev.initlab.debug.monitor.Monitor;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code docs/gdb-packets.md} is what the stub answers; {@code -Dgolden.update} rewrites it. */
class GdbPacketsDocumentTest {
    @Test
    void isNotStale() throws IOException, InterruptedException {
        Path file = DebugImages.ROOT.resolve("docs/gdb-packets.md");
        String text = document();
        if (System.getProperty("golden.update") != null) {
            Files.writeString(file, text);
        }
        assertThat(Files.readString(file)).as("stale: run the test with -Dgolden.update").isEqualTo(text);
    }

    private static String document() throws InterruptedException {
        try (Session session = new Session(DebugImages.config("x86_64"))) {
            session.await();
            Stub stub = new Stub(new Client(session, text -> { }));
            StringBuilder text = new StringBuilder("""
                    # What gdb and lldb can ask of `boot --gdb`

                    Made from the tables of `dev.initlab.debug.rsp` by `GdbPacketsDocumentTest`.

                    `qSupported` answers:

                    """);
            stub.features().forEach(f -> text.append("- `").append(f).append("`\n"));
            for (Extension extension : stub.extensions()) {
                text.append("\n## ").append(extension.getClass().getSimpleName().replace("Packets", "")).append("\n\n")
                        .append("| packet | what |\n| --- | --- |\n");
                extension.packets().forEach(p -> text.append("| `%s` | %s |%n".formatted(p.name(), p.what())));
            }
            text.append("\n## Commands behind `monitor`\n\n```\n").append(new Monitor(session).run("help")).append("```\n");
            return text.toString();
        }
    }
}
