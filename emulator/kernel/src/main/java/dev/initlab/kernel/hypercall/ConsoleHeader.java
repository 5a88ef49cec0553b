package dev.initlab.kernel.hypercall;

import java.util.List;

import dev.initlab.kernel.console.Consoles;
import dev.initlab.kernel.console.Printk;
import dev.initlab.kernel.errno.Errno;

/** {@code linux/console.h}. */
public final class ConsoleHeader implements HypercallHeader {
    private final Consoles consoles;
    private final Printk printk;

    public ConsoleHeader(Consoles consoles, Printk printk) {
        this.consoles = consoles;
        this.printk = printk;
    }

    @Override
    public List<Hypercall> hypercalls() {
        return List.of(
                Hypercall.outside("register_console", a -> register(a.word(0))),
                Hypercall.outside("unregister_console", a -> unregister(a.word(0))));
    }

    private long register(long console) {
        switch (consoles.register(console, printk.log())) {
            case Consoles.Registration.Enabled(String name, boolean boot, List<Long> replaced) -> {
                printk.info("printk: %sconsole [%s] enabled", boot ? "boot" : "", name);
                for (long bootConsole : replaced) {
                    printk.info("printk: bootconsole [%s] disabled", consoles.name(bootConsole));
                    consoles.unregister(bootConsole);
                }
            }
            case Consoles.Registration.TooLate(String name) ->
                    printk.info("printk: Too late to register bootconsole %s", name);
            case Consoles.Registration.Refused(String name, int errno) ->
                    printk.err("printk: console [%s] setup failed: %d", name, errno);
            case Consoles.Registration.AlreadyRegistered(String name) ->
                    printk.warn("console '%s' already registered", name);
        }
        return 0;
    }

    private long unregister(long console) {
        return consoles.unregister(console) ? 0 : Errno.ENODEV.negated();
    }
}
