package dev.initlab.cli;

import java.io.OutputStream;
import java.io.PrintStream;

import dev.initlab.machine.device.SerialLine;

/**
 * Shows what the guest sends to its serial port, a line at a time or each character at once.
 *
 * <p>A carriage return before a newline is dropped, as a terminal program does. Called inside the engine,
 * so output errors are kept by the stream and asked for afterwards.
 */
final class SerialConsole implements SerialLine.Listener {
    private final PrintStream out;
    private final boolean atOnce;
    private boolean carriageReturn;

    SerialConsole(OutputStream out, boolean atOnce) {
        this.out = new PrintStream(out, false);
        this.atOnce = atOnce;
    }

    @Override
    public void sent(byte value) {
        if (carriageReturn && value != '\n') {
            out.write('\r');
        }
        carriageReturn = value == '\r';
        if (!carriageReturn) {
            out.write(value);
            if (atOnce || value == '\n') {
                out.flush();
            }
        }
    }

    void flush() {
        out.flush();
    }
}
