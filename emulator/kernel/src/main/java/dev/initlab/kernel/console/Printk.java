package dev.initlab.kernel.console;

import java.nio.charset.StandardCharsets;
import java.util.function.IntSupplier;

import dev.initlab.kernel.printk.ConsoleLogLevel;
import dev.initlab.kernel.printk.LogBuffer;
import dev.initlab.kernel.printk.LogRecord;
import dev.initlab.machine.Clock;
import dev.initlab.trace.Event;
import dev.initlab.trace.EventStream;
import dev.initlab.trace.GuestText;

/**
 * The kernel log's front: takes text, keeps it in the ring, tells the event stream and the consoles.
 *
 * <p>Called outside the engine only, as consoles are guest functions: {@code kernel/printk/printk.c}.
 */
public final class Printk {
    private final LogBuffer log;
    private final ConsoleLogLevel level;
    private final Clock clock;
    private final IntSupplier caller;
    private final Consoles consoles;

    /**
     * Makes the front of a log.
     *
     * @param caller pid of the task that prints
     */
    public Printk(LogBuffer log, ConsoleLogLevel level, Clock clock, IntSupplier caller, EventStream events,
            Consoles consoles) {
        this.log = log;
        this.level = level;
        this.clock = clock;
        this.caller = caller;
        this.consoles = consoles;
        log.addListener(r -> events.emit(at -> new Event.Printk(at, r.sequence(), r.level(), r.facility(),
                text(r))));
    }

    /** The ring. */
    public LogBuffer log() {
        return log;
    }

    /** Which records consoles show. */
    public ConsoleLogLevel level() {
        return level;
    }

    /** {@code keep_bootcon}: boot consoles stay when a real one comes. */
    public void keepBootConsoles() {
        consoles.keepBootConsoles();
    }

    /** Text as {@code printk()} takes it, with a {@code KERN_} prefix or without. */
    public void printk(byte[] text) {
        log.printk(clock.now(), caller.getAsInt(), text);
        consoles.flush(log, level);
    }

    /** {@code pr_emerg()}: a record of level 0. */
    public void emerg(String format, Object... arguments) {
        emit(0, format, arguments);
    }

    /** {@code pr_alert()}: a record of level 1. */
    public void alert(String format, Object... arguments) {
        emit(1, format, arguments);
    }

    /** {@code pr_err()}: a record of level 3. */
    public void err(String format, Object... arguments) {
        emit(3, format, arguments);
    }

    /** {@code pr_warn()}: a record of level 4. */
    public void warn(String format, Object... arguments) {
        emit(4, format, arguments);
    }

    /** {@code pr_notice()}: a record of level 5. */
    public void notice(String format, Object... arguments) {
        emit(5, format, arguments);
    }

    /** {@code pr_info()}: a record of level 6. */
    public void info(String format, Object... arguments) {
        emit(6, format, arguments);
    }

    /** A record of level 7, as {@code initcall_debug} prints it. */
    public void debug(String format, Object... arguments) {
        emit(7, format, arguments);
    }

    /**
     * {@code WARN()} in what is Java here: there is no frame of the guest to show.
     *
     * @param place   file and function, as Linux names them
     * @param message what it says above; none for {@code WARN_ON()}
     */
    public void warning(String place, int pid, String comm, String... message) {
        warn("------------[ cut here ]------------");
        for (String line : message) {
            warn("%s", line);
        }
        warn("WARNING: CPU: 0 PID: %d at %s", pid, place);
        warn("CPU: 0 PID: %d Comm: %s", pid, comm);
        warn("---[ end trace 0000000000000000 ]---");
    }

    /** A record of a level, without its newline. */
    public void log(int severity, String text) {
        emit(severity, "%s", text);
    }

    /** Finishes a record that lacks its newline, and shows it. */
    public void flush() {
        log.flush();
        consoles.flush(log, level);
    }

    private void emit(int severity, String format, Object... arguments) {
        String text = "\u0001" + severity + format.formatted(arguments) + "\n";
        printk(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String text(LogRecord record) {
        return GuestText.decode(record.text());
    }
}
