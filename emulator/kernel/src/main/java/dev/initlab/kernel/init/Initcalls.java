package dev.initlab.kernel.init;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

import dev.initlab.kernel.console.Printk;
import dev.initlab.kernel.errno.Errno;
import dev.initlab.kernel.image.Symbols;
import dev.initlab.kernel.time.Clock;
import dev.initlab.machine.Vcpu;
import dev.initlab.trace.Event;
import dev.initlab.trace.EventStream;
import dev.initlab.trace.Initcall;
import org.jspecify.annotations.Nullable;

/**
 * Calls initcalls on the guest CPU: {@code init/main.c: do_one_initcall()}.
 *
 * <p>The same for the tables of the image and for the init function of a module. Not thread safe: used by
 * the task that holds the vCPU.
 */
public final class Initcalls {
    private final Vcpu vcpu;
    private final Printk printk;
    private final Symbols symbols;
    private final Clock clock;
    private final EventStream events;
    private final LongSupplier hostTime;
    private final IntSupplier pid;
    private final InitcallOptions options;
    private long calls;
    private @Nullable Running running;

    /** The call under way, and the one around it, as when a module is loaded from an initcall. */
    private record Running(long call, Initcall initcall, int pid, @Nullable Running outer) {
    }

    /**
     * Ready to call.
     *
     * @param hostTime host nanoseconds, for events only
     * @param pid      the task that calls
     */
    public Initcalls(Vcpu vcpu, Printk printk, Symbols symbols, Clock clock, EventStream events,
            LongSupplier hostTime, IntSupplier pid, InitcallOptions options) {
        this.vcpu = vcpu;
        this.printk = printk;
        this.symbols = symbols;
        this.clock = clock;
        this.events = events;
        this.hostTime = hostTime;
        this.pid = pid;
        this.options = options;
    }

    /**
     * {@code do_one_initcall()}.
     *
     * @return what the function returned, or {@code -EPERM} if it is blacklisted
     */
    public int doOneInitcall(Initcall initcall) {
        if (options.isBlacklisted(symbols.name(initcall.address()))) {
            printk.debug("initcall %s blacklisted", symbols.withOffset(initcall.address()));
            events.emit(at -> new Event.InitcallSkipped(at, initcall));
            return (int) Errno.EPERM.negated();
        }
        return call(initcall);
    }

    /**
     * Calls without the checks of {@link #doOneInitcall}, as {@code console_init()} and
     * {@code security_init()} do; the tracepoints fire all the same.
     */
    public int call(Initcall initcall) {
        int caller = pid.getAsInt();
        long number = ++calls;
        if (options.debug()) {
            printk.debug("calling  %s @ %d", symbols.withOffset(initcall.address()), caller);
        }
        events.emit(at -> new Event.InitcallStarted(at, number, initcall, caller));
        long started = clock.now();
        long workBefore = vcpu.work();
        long hostStarted = hostTime.getAsLong();
        Running outer = running;
        running = new Running(number, initcall, caller, outer);
        int result;
        try {
            result = (int) vcpu.call(initcall.address());
        } finally {
            running = outer;
        }
        long duration = clock.now() - started;
        long work = vcpu.work() - workBefore;
        long hostDuration = hostTime.getAsLong() - hostStarted;
        events.emit(at -> new Event.InitcallReturned(at, number, initcall, caller, result, duration, work,
                hostDuration, false, false));
        if (options.debug()) {
            printk.debug("initcall %s returned %d after %d usecs", symbols.withOffset(initcall.address()), result,
                    duration / 1000);
        }
        return result;
    }

    /** Number of the innermost initcall a task is in. */
    public OptionalLong runningIn(int task) {
        return innermost(task).map(r -> OptionalLong.of(r.call())).orElse(OptionalLong.empty());
    }

    /** The innermost initcall a task is in. */
    public Optional<Initcall> initcallOf(int task) {
        return innermost(task).map(Running::initcall);
    }

    private Optional<Running> innermost(int task) {
        for (Running r = running; r != null; r = r.outer()) {
            if (r.pid() == task) {
                return Optional.of(r);
            }
        }
        return Optional.empty();
    }
}
