package dev.initlab.kernel.oops;

/** What the command line says about dying: {@code oops=panic}, {@code panic=}. */
public final class PanicOptions {
    private boolean panicOnOops;
    private int timeout;

    /** Whether the first oops is a panic, whichever task had it. */
    public boolean panicOnOops() {
        return panicOnOops;
    }

    public void panicOnOops(boolean on) {
        panicOnOops = on;
    }

    /** Seconds from a panic to the restart it announces; 0 for never, negative for at once. */
    public int timeout() {
        return timeout;
    }

    public void timeout(int seconds) {
        timeout = seconds;
    }
}
