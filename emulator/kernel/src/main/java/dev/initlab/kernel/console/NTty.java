package dev.initlab.kernel.console;

import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The line discipline of a terminal as {@code stty sane} leaves it: canonical, with echo.
 *
 * <p>A line can be corrected until it is ended; carriage return counts as newline, ^D ends without one, DEL and
 * ^H erase a character, ^U the line ({@code drivers/tty/n_tty.c}). There are no signals.
 */
final class NTty {
    private static final int EOF = 4;
    private static final int KILL = 21;
    private static final int BACKSPACE = 8;
    private static final int DELETE = 127;
    /** {@code N_TTY_BUF_SIZE}, less one for the newline: more of one line is lost. */
    private static final int MAX_LINE = 4095;

    private final Consumer<byte[]> echo;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final Deque<byte[]> lines = new ArrayDeque<>();

    /** A terminal without input; what is typed is shown by {@code echo}. */
    NTty(Consumer<byte[]> echo) {
        this.echo = echo;
    }

    /** A character has been typed. */
    void receive(int character) {
        switch (character) {
            case '\r', '\n' -> {
                line.write('\n');
                echo.accept(new byte[] {'\n'});
                endLine();
            }
            case EOF -> endLine();
            case BACKSPACE, DELETE -> erase(1);
            case KILL -> erase(line.size());
            default -> {
                if (line.size() < MAX_LINE) {
                    line.write(character);
                    echo.accept(new byte[] {(byte) character});
                }
            }
        }
    }

    /** The oldest line that has been ended: empty bytes for the end of the input. */
    Optional<byte[]> poll() {
        return Optional.ofNullable(lines.poll());
    }

    /** Puts back what a reader had no room for. */
    void unread(byte[] rest) {
        lines.push(rest);
    }

    private void endLine() {
        lines.add(line.toByteArray());
        line.reset();
    }

    private void erase(int count) {
        byte[] before = line.toByteArray();
        int erased = Math.min(count, before.length);
        line.reset();
        line.write(before, 0, before.length - erased);
        for (int i = 0; i < erased; i++) {
            echo.accept(new byte[] {'\b', ' ', '\b'});
        }
    }
}
