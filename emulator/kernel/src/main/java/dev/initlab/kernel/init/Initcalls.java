package dev.initlab.kernel.init;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.IntFunction;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import dev.initlab.kernel.console.Printk;
import dev.initlab.kernel.errno.Errno;
import dev.initlab.kernel.image.Symbols;
import dev.initlab.kernel.irq.PreemptCount;
import dev.initlab.kernel.task.Task;
import dev.initlab.machine.Clock;
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
    private final Supplier<Task> current;
    private final PreemptCount preemptCount;
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
     * @param current  the task that calls
     */
    public Initcalls(Vcpu vcpu, Printk printk, Symbols symbols, Clock clock, EventStream events,
            LongSupplier hostTime, Supplier<Task> current, PreemptCount preemptCount, InitcallOptions options) {
        this.vcpu = vcpu;
        this.printk = printk;
        this.symbols = symbols;
        this.clock = clock;
        this.events = events;
        this.hostTime = hostTime;
        this.current = current;
        this.preemptCount = preemptCount;
        this.options = options;
    }

    /**
     * {@code do_one_initcall()}.
     *
     * @return what the function returned, or {@code -EPERM} if it is blacklisted
     */
    public int doOneInitcall(Initcall initcall) {
        if (options.hasBlacklist() && options.isBlacklisted(symbols.name(initcall.address()))) {
            printk.debug("initcall %s blacklisted", symbols.withOffset(initcall.address()));
            events.emit(at -> new Event.InitcallSkipped(at, initcall));
            return (int) Errno.EPERM.negated();
        }
        return call(initcall, this::setRight);
    }

    /**
     * Calls without the checks of {@link #doOneInitcall}, as {@code console_init()} and
     * {@code security_init()} do; the tracepoints fire all the same.
     */
    public int call(Initcall initcall) {
        return call(initcall, _ -> Leftover.NONE);
    }

    /** What an initcall left behind that it found otherwise. */
    private record Leftover(boolean preemptionImbalance, boolean disabledInterrupts) {
        static final Leftover NONE = new Leftover(false, false);

        boolean any() {
            return preemptionImbalance || disabledInterrupts;
        }

        /** As {@code do_one_initcall()} says it, blank at the end included. */
        String text() {
            return (preemptionImbalance ? "preemption imbalance " : "")
                    + (disabledInterrupts ? "disabled interrupts " : "");
        }
    }

    /** Puts back what an initcall found before it ran. */
    private Leftover setRight(int preemptCountBefore) {
        boolean imbalance = preemptCount.get() != preemptCountBefore;
        if (imbalance) {
            preemptCount.set(preemptCountBefore);
        }
        boolean disabled = !vcpu.interruptsEnabled();
        if (disabled) {
            vcpu.interruptsEnabled(true);
        }
        return new Leftover(imbalance, disabled);
    }

    private int call(Initcall initcall, IntFunction<Leftover> check) {
        int caller = current.get().pid();
        long number = ++calls;
        if (options.debug()) {
            printk.debug("calling  %s @ %d", symbols.withOffset(initcall.address()), caller);
        }
        events.emit(at -> new Event.InitcallStarted(at, number, initcall, caller));
        long started = clock.now();
        long workBefore = vcpu.work();
        long hostStarted = hostTime.getAsLong();
        int preemptCountBefore = preemptCount.get();
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
        Leftover leftover = check.apply(preemptCountBefore);
        events.emit(at -> new Event.InitcallReturned(at, number, initcall, caller, result, duration, work,
                hostDuration, leftover.preemptionImbalance(), leftover.disabledInterrupts()));
        if (options.debug()) {
            printk.debug("initcall %s returned %d after %d usecs", symbols.withOffset(initcall.address()), result,
                    duration / 1000);
        }
        if (leftover.any()) {
            warn(initcall, leftover);
        }
        return result;
    }

    private void warn(Initcall initcall, Leftover leftover) {
        Task task = current.get();
        printk.warning("init/main.c do_one_initcall", task.pid(), task.comm(), "initcall %s returned with %s".formatted(
                symbols.withOffset(initcall.address()), leftover.text()));
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
