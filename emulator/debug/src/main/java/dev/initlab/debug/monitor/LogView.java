package dev.initlab.debug.monitor;

import java.nio.charset.StandardCharsets;

import dev.initlab.kernel.BootControl;
import dev.initlab.kernel.printk.LogFormat;
import dev.initlab.kernel.printk.LogRecord;

/** The kernel's log as text. */
final class LogView {
    private LogView() {
    }

    /** The records from a number on, each as a console shows it. */
    static String from(BootControl boot, long first) {
        StringBuilder text = new StringBuilder();
        for (LogRecord record : boot.log().records()) {
            if (record.sequence() >= first) {
                text.append(new String(LogFormat.console(record, true), StandardCharsets.UTF_8));
            }
        }
        return text.toString();
    }
}
