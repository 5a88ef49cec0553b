package dev.initlab.kernel;

import java.nio.charset.StandardCharsets;
import java.util.List;

import dev.initlab.kernel.printk.LogFormat;
import dev.initlab.kernel.printk.LogRecord;
import dev.initlab.trace.Outcome;

/**
 * How a boot ended.
 *
 * @param outcome what ended it
 * @param reason  what to tell the user about it; empty for an orderly end
 * @param log     the kernel's log, whatever reached a console
 * @param leaks   what should have been given back and was not, a line each; empty if all is well
 */
public record BootResult(Outcome outcome, String reason, List<LogRecord> log, List<String> leaks) {
    /** The guest switched itself off, halted or asked for a restart. */
    public static final int EXIT_OK = 0;
    /** The guest failed. */
    public static final int EXIT_GUEST_FAILED = 1;
    /** The user's input is wrong. */
    public static final int EXIT_BAD_INPUT = 2;
    /** A budget ran out. */
    public static final int EXIT_BUDGET = 3;

    public BootResult {
        log = List.copyOf(log);
        leaks = List.copyOf(leaks);
    }

    /** What a program that did this boot exits with. */
    public int exitStatus() {
        return exitStatus(outcome);
    }

    static int exitStatus(Outcome outcome) {
        return switch (outcome) {
            case POWER_OFF, HALT, RESTART -> EXIT_OK;
            case PANIC, DEADLOCK -> EXIT_GUEST_FAILED;
            case BUDGET_EXHAUSTED, STOPPED -> EXIT_BUDGET;
        };
    }

    /** The log as consoles show it, every level, a line each. */
    public String logText() {
        StringBuilder text = new StringBuilder();
        for (LogRecord record : log) {
            text.append(new String(LogFormat.console(record, true), StandardCharsets.UTF_8));
        }
        return text.toString();
    }
}
