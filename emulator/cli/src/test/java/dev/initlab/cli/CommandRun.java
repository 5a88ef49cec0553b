package dev.initlab.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * A command line that was run to its end, in this JVM.
 *
 * <p>It takes {@code System.out} and {@code System.err} while it runs: one at a time.
 */
record CommandRun(int status, String out, String err) {

    static CommandRun of(String... arguments) {
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream newOut = new ByteArrayOutputStream();
        ByteArrayOutputStream newErr = new ByteArrayOutputStream();
        try {
            System.setOut(new PrintStream(newOut, true, StandardCharsets.UTF_8));
            System.setErr(new PrintStream(newErr, true, StandardCharsets.UTF_8));
            int status = Main.run(arguments);
            return new CommandRun(status, newOut.toString(StandardCharsets.UTF_8),
                    newErr.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
    }

    static CommandRun of(List<String> arguments) {
        return of(arguments.toArray(String[]::new));
    }

    /** The project's top directory, as the build passes it. */
    static Path root() {
        return Path.of(System.getProperty("initlab.root", "../..")).toAbsolutePath().normalize();
    }

    /** A file of the prebuilt images. */
    static Path image(String architecture, String file) {
        return root().resolve("testdata/images").resolve(architecture).resolve(file);
    }
}
