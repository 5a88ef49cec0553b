package dev.initlab.debug.console;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import dev.initlab.debug.monitor.LogView;
import dev.initlab.kernel.printk.LogRecord;
import dev.initlab.machine.device.SerialLine;

/** What the guest sends to its serial port; the log, which also goes there, is shown apart. */
final class SerialText implements SerialLine.Listener {
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private List<String> lines = new ArrayList<>();

    @Override
    public synchronized void sent(byte value) {
        if (value == '\n') {
            lines.add(line.toString(StandardCharsets.UTF_8));
            line.reset();
        } else if (value != '\r') {
            line.write(value);
        }
    }

    /** The whole lines that were sent since the last call, without those of a log. */
    synchronized String besides(List<LogRecord> log) {
        if (lines.isEmpty()) {
            return "";
        }
        Set<String> logged = new HashSet<>(LogView.from(log, 0).lines().toList());
        StringBuilder text = new StringBuilder();
        lines.stream().filter(l -> !logged.contains(l)).forEach(l -> text.append(l).append('\n'));
        lines = new ArrayList<>();
        return text.toString();
    }

    /** Forgets what was sent: the guest boots anew. */
    synchronized void clear() {
        lines = new ArrayList<>();
        line.reset();
    }
}
