package dev.initlab.cli;

import java.io.OutputStream;
import java.io.PrintStream;

import dev.initlab.machine.device.SerialLine;

/**
 * Shows what the guest sends to its serial port, a line at a time.
 *
 * <p>A carriage return before a newline is dropped, as a terminal program does. Called inside the engine,
 * so output errors are kept by the stream and asked for afterwards.
 */
final class SerialConsole implements SerialLine.Listener {
    private final PrintStream out;
    private boolean carriageReturn;

    SerialConsole(OutputStream out) {
        this.out = new PrintStream(out, false);
    }

    @Override
    public void sent(byte value) {
        if (carriageReturn && value != '\n') {
            out.write('\r');
        }
        carriageReturn = value == '\r';
        if (!carriageReturn) {
            out.write(value);
            if (value == '\n') {
                out.flush();
            }
        }
    }

    void flush() {
        out.flush();
    }
}
