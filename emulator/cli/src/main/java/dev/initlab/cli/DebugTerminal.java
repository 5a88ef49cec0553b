package dev.initlab.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import dev.initlab.debug.console.Console;
import dev.initlab.debug.monitor.RefusedException;
import dev.initlab.kernel.BootConfig;
import org.jline.reader.Candidate;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.DefaultParser;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/**
 * The debugger at a terminal: a line that can be edited, with completion and history.
 *
 * <p>Ctrl-C stops the running guest, or drops the line; Ctrl-D ends the debugger. The only class that knows JLine.
 */
final class DebugTerminal {
    private static final String PROMPT = "(initlab) ";

    private DebugTerminal() {
    }

    /** Lets the user debug a boot; the exit status. */
    static int run(BootConfig config, List<Path> sources) throws InterruptedException {
        try (EndInOrder inOrder = new EndInOrder(); Terminal terminal = TerminalBuilder.builder().name("initlab").build();
                Console console = new Console(config, sources, terminal.writer())) {
            terminal.handle(Terminal.Signal.INT, signal -> console.interrupt());
            console.showStop();
            converse(console, terminal, reader(console, terminal));
            return 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void converse(Console console, Terminal terminal, LineReader reader) throws InterruptedException {
        while (!console.isOver()) {
            try {
                console.run(reader.readLine(PROMPT));
            } catch (RefusedException e) {
                terminal.writer().println(e.why());
            } catch (UserInterruptException e) {
                // the line is dropped
            } catch (EndOfFileException e) {
                return;
            }
            terminal.flush();
        }
    }

    private static LineReader reader(Console console, Terminal terminal) {
        DefaultParser words = new DefaultParser(); // nothing is quoted here
        words.setEscapeChars(new char[0]);
        words.setQuoteChars(new char[0]);
        LineReaderBuilder reader = LineReaderBuilder.builder().terminal(terminal).parser(words)
                .completer((r, line, candidates) -> console.complete(line.line().substring(0, line.cursor()))
                        .forEach(word -> candidates.add(new Candidate(word))))
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true);
        history().ifPresent(file -> reader.variable(LineReader.HISTORY_FILE, file));
        return reader.build();
    }

    /** Where what was typed is kept, by the XDG base directories. */
    private static Optional<Path> history() {
        String state = System.getenv().getOrDefault("XDG_STATE_HOME", "");
        String home = System.getProperty("user.home", "");
        return !state.isEmpty() ? Optional.of(Path.of(state, "initlab", "debug-history"))
                : home.isEmpty() ? Optional.empty() : Optional.of(Path.of(home, ".local/state/initlab/debug-history"));
    }
}
