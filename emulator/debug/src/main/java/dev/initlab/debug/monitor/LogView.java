package dev.initlab.debug.monitor;

import java.nio.charset.StandardCharsets;
import java.util.List;

import dev.initlab.kernel.printk.LogFormat;
import dev.initlab.kernel.printk.LogRecord;

/** The kernel's log as text. */
public final class LogView {
    private LogView() {
    }

    /** The records from a number on, each as a console shows it. */
    public static String from(List<LogRecord> records, long first) {
        StringBuilder text = new StringBuilder();
        for (LogRecord record : records) {
            if (record.sequence() >= first) {
                text.append(new String(LogFormat.console(record, true), StandardCharsets.UTF_8));
            }
        }
        return text.toString();
    }
}
