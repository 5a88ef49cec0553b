package dev.initlab.kernel.printk;

import java.util.Optional;

import dev.initlab.kernel.errno.Errno;

/**
 * Which records reach a console: those whose level is below the console's
 * ({@code kernel/printk/printk.c: suppress_message_printing()}).
 */
public final class ConsoleLogLevel {
    /** {@code CONFIG_CONSOLE_LOGLEVEL_DEFAULT}: everything but debug messages. */
    public static final int DEFAULT = 7;
    /** {@code CONFIG_CONSOLE_LOGLEVEL_QUIET}. */
    public static final int QUIET = 4;
    /** {@code CONSOLE_LOGLEVEL_DEBUG}. */
    public static final int DEBUG = 10;
    /** {@code CONSOLE_LOGLEVEL_MIN}. */
    public static final int MINIMUM = 1;
    /** {@code CONSOLE_LOGLEVEL_MOTORMOUTH}, set for a panic or an oops. */
    public static final int MOTORMOUTH = 15;

    private int level = DEFAULT;
    private int saved = -1;
    private boolean ignore;

    /** Whether a record is shown. */
    public boolean shows(LogRecord record) {
        return ignore || record.level() < level;
    }

    /** The console's level: records below it are shown. */
    public int level() {
        return level;
    }

    /** Sets the level, as the kernel itself does. */
    public void level(int newLevel) {
        level = newLevel;
    }

    /** {@code quiet}. */
    public void quiet() {
        level = QUIET;
    }

    /** {@code debug}. */
    public void debug() {
        level = DEBUG;
    }

    /** {@code ignore_loglevel}. */
    public void ignoreLogLevel() {
        ignore = true;
    }

    /**
     * {@code loglevel=}: a number at the beginning of the value counts, whatever follows it; without one the
     * level stays and the option is malformed.
     */
    public Optional<Errno> loglevel(String value) {
        boolean negative = value.startsWith("-");
        String rest = negative ? value.substring(1) : value;
        boolean hex = rest.length() > 2 && rest.substring(0, 2).equalsIgnoreCase("0x")
                && Character.digit(rest.charAt(2), 16) >= 0;
        int radix = hex ? 16 : rest.startsWith("0") ? 8 : 10;
        int at = hex ? 2 : 0;
        int number = 0;
        int start = at;
        while (at < rest.length() && rest.charAt(at) < 128 && Character.digit(rest.charAt(at), radix) >= 0) {
            number = number * radix + Character.digit(rest.charAt(at++), radix);
        }
        if (at == start) {
            return Optional.of(Errno.EINVAL);
        }
        level = negative ? -number : number;
        return Optional.empty();
    }

    /** {@code SYSLOG_ACTION_CONSOLE_OFF}. */
    public void off() {
        if (saved < 0) {
            saved = level;
        }
        level = MINIMUM;
    }

    /** {@code SYSLOG_ACTION_CONSOLE_ON}. */
    public void on() {
        if (saved >= 0) {
            level = saved;
            saved = -1;
        }
    }

    /** {@code SYSLOG_ACTION_CONSOLE_LEVEL}: 1 to 8. */
    public Optional<Errno> syslogLevel(int newLevel) {
        if (newLevel < 1 || newLevel > 8) {
            return Optional.of(Errno.EINVAL);
        }
        level = Math.max(newLevel, MINIMUM);
        saved = -1;
        return Optional.empty();
    }

    /** The content of {@code /proc/sys/kernel/printk}. */
    public String sysctl() {
        return level + "\t" + LogBuffer.DEFAULT_LEVEL + "\t" + MINIMUM + "\t" + DEFAULT + "\n";
    }
}
