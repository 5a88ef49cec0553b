package dev.initlab.kernel.params;

/** Where messages about parameters go. */
@FunctionalInterface
public interface ParamLog {
    int ERR = 3;
    int WARNING = 4;
    int NOTICE = 5;

    /**
     * Logs one line, without newline.
     *
     * @param level of {@code printk}
     */
    void log(int level, String text);
}
