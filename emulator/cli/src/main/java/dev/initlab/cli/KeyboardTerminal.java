package dev.initlab.cli;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The user's terminal while a guest listens to it: each key goes to the guest at once, which shows it.
 *
 * <p>Without a terminal, as in a pipe, nothing is changed. Closing puts the terminal back; the JVM's end does,
 * too, so that Ctrl-C leaves it usable.
 */
final class KeyboardTerminal implements AutoCloseable {
    private static final File TERMINAL = new File("/dev/tty");

    private final Optional<String> before;
    private final Thread onExit = new Thread(this::putBack, "initlab-terminal");

    private KeyboardTerminal(Optional<String> before) {
        this.before = before;
    }

    /** Takes the terminal over, if standard input is one. */
    static KeyboardTerminal open() {
        Optional<String> before = System.console() != null && System.console().isTerminal()
                ? stty("-g") : Optional.empty();
        KeyboardTerminal terminal = new KeyboardTerminal(before);
        if (before.isPresent()) {
            Runtime.getRuntime().addShutdownHook(terminal.onExit);
            // Ctrl-C still ends the program; Enter is what the guest's terminal expects.
            stty("-icanon", "-echo", "min", "1");
        }
        return terminal;
    }

    @Override
    public void close() {
        putBack();
        try {
            Runtime.getRuntime().removeShutdownHook(onExit);
        } catch (IllegalStateException e) {
            // the JVM is ending, and runs it itself
        }
    }

    private void putBack() {
        before.ifPresent(KeyboardTerminal::stty);
    }

    private static Optional<String> stty(String... arguments) {
        try {
            Process stty = new ProcessBuilder(Stream.concat(Stream.of("stty"), Stream.of(arguments)).toList())
                    .redirectInput(TERMINAL).redirectError(ProcessBuilder.Redirect.DISCARD).start();
            String printed = new String(stty.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return stty.waitFor(5, TimeUnit.SECONDS) && stty.exitValue() == 0 ? Optional.of(printed)
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
