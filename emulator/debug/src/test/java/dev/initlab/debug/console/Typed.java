package dev.initlab.debug.console;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

import dev.initlab.debug.DebugImages;
import dev.initlab.debug.monitor.RefusedException;
import dev.initlab.kernel.BootConfig;

/** A console, and what it answers to a command. */
final class Typed implements AutoCloseable {
    private final StringWriter out = new StringWriter();
    final Console console;

    Typed(BootConfig config) throws InterruptedException {
        console = new Console(config, List.of(DebugImages.ROOT.resolve("guest-kernel")), new PrintWriter(out));
    }

    /** What a command prints; of one that is refused, why. */
    String type(String command) throws InterruptedException {
        out.getBuffer().setLength(0);
        try {
            console.run(command);
        } catch (RefusedException e) {
            return out + "refused: " + e.why();
        }
        return out.toString();
    }

    /** What several commands print as a script. */
    static String script(BootConfig config, String... commands) throws InterruptedException {
        try (Typed typed = new Typed(config)) {
            Script.run(typed.console, List.of(commands).stream().map(c -> new Script.Line("script", c)).iterator());
            return typed.out.toString();
        }
    }

    @Override
    public void close() {
        console.close();
    }
}
