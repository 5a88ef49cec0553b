package dev.initlab.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import static org.junit.jupiter.api.Assumptions.abort;

/** Debian's gdb and lldb, fetched once by {@code scripts/debuggers.sh} where this system has none. */
final class Debuggers {
    private Debuggers() {
    }

    /** Lets gdb run a script, and gives what it printed. */
    static String gdb(Path directory, String script) {
        return DebugGuest.run(List.of(fetched("gdb-multiarch"), "-nx", "-batch", "-x", write(directory, script)));
    }

    /** Lets lldb run a script, and gives what it printed. */
    static String lldb(Path directory, String script) {
        return DebugGuest.run(List.of(fetched("lldb"), "--no-lldbinit", "--batch", "-s", write(directory, script)));
    }

    /** What was printed between a line {@code == name} and the next such line. */
    static String part(String text, String name) {
        int start = text.indexOf("== " + name + "\n");
        if (start < 0) {
            throw new AssertionError("the script did not get to '" + name + "':\n" + text);
        }
        int end = text.indexOf("\n== ", start + 1);
        return text.substring(start, end < 0 ? text.length() : end);
    }

    private static String write(Path directory, String script) {
        try {
            return Files.writeString(directory.resolve("script"), script).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String fetched(String program) {
        return Path.of(fetchedBy("debuggers.sh", program)).resolve(program).toString();
    }

    /** The folder of Linux's own gdb scripts. */
    static String linuxScripts() {
        return fetchedBy("linux-gdb-scripts.sh", "Linux's gdb scripts");
    }

    private static String fetchedBy(String script, String what) {
        try {
            Process process = new ProcessBuilder("scripts/" + script).directory(CommandRun.root().toFile())
                    .redirectError(ProcessBuilder.Redirect.INHERIT).start();
            String folder = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            switch (process.waitFor()) {
                case 0 -> {
                    return folder;
                }
                case 2 -> {
                    String why = "NOT RUN: " + what + " could not be fetched, see above";
                    System.out.println(why);
                    return abort(why);
                }
                default -> throw new AssertionError("scripts/" + script + " failed, see above");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
