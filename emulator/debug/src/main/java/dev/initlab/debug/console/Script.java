package dev.initlab.debug.console;

import java.util.Iterator;

import dev.initlab.debug.monitor.RefusedException;
import dev.initlab.kernel.BootResult;
import dev.initlab.kernel.InputException;

/** Commands nobody types: a file's, or a command line's. */
public final class Script {
    private static final String PROMPT = "(initlab) ";

    /**
     * A command and where it was given.
     *
     * @param place as messages name it: {@code FILE:LINE}, or the option
     */
    public record Line(String place, String text) {
    }

    private Script() {
    }

    /**
     * Does what the lines say, one after the other, each shown before what it gives; empty lines and those that begin
     * with # are passed over.
     *
     * @return 0, or the exit status of the boot if it has come to its end
     * @throws InputException at the first line that cannot be carried out
     */
    public static int run(Console console, Iterator<Line> lines) throws InterruptedException {
        console.showStop();
        while (lines.hasNext() && !console.isOver()) {
            Line line = lines.next();
            String text = line.text().strip();
            if (text.isEmpty() || text.startsWith("#")) {
                continue;
            }
            console.print(PROMPT + text + "\n");
            try {
                console.run(text);
            } catch (RefusedException e) {
                throw new InputException(line.place(), e.why());
            }
        }
        return console.result().map(BootResult::exitStatus).orElse(0);
    }
}
