package dev.initlab.kernel.oops;

import dev.initlab.kernel.BootEnd;
import dev.initlab.kernel.console.Printk;
import dev.initlab.trace.Event;
import dev.initlab.trace.EventStream;
import dev.initlab.trace.Outcome;

/** The kernel gives up: {@code kernel/panic.c: panic()}. */
public final class Panic {
    private final Printk printk;
    private final EventStream events;
    private final PanicOptions options;

    public Panic(Printk printk, EventStream events, PanicOptions options) {
        this.printk = printk;
        this.events = events;
        this.options = options;
    }

    /**
     * Says so in the log.
     *
     * @return what to throw
     */
    public BootEnd panic(String reason) {
        printk.emerg("Kernel panic - not syncing: %s", reason);
        if (options.timeout() > 0) {
            printk.emerg("Rebooting in %d seconds..", options.timeout());
        }
        printk.emerg("---[ end Kernel panic - not syncing: %s ]---", reason);
        events.emit(at -> new Event.Panic(at, reason));
        return new BootEnd(Outcome.PANIC, "Kernel panic - not syncing: " + reason);
    }
}
