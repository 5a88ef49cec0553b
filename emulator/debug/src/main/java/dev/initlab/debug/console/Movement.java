package dev.initlab.debug.console;

import java.util.Optional;

import dev.initlab.debug.DebuggedBoot;
import dev.initlab.debug.Going;
import dev.initlab.debug.Session;
import dev.initlab.debug.Stop;
import dev.initlab.debug.monitor.RefusedException;

/** Moves the guest forwards: on, by instructions, by source lines, out of functions. */
final class Movement {
    private static final long NOWHERE = 1; // no instruction of a kernel is there

    private final Target target;
    private final Session session;
    private final Breakpoints breakpoints;
    private final Sources sources;
    private long wanted = NOWHERE;
    private volatile boolean isRunning;
    private volatile boolean interrupted;

    Movement(Target target, Breakpoints breakpoints, Sources sources) {
        this.target = target;
        this.session = target.session();
        this.breakpoints = breakpoints;
        this.sources = sources;
    }

    /** Stops the guest, from any thread; nothing happens if it does not run. */
    void interrupt() {
        interrupted = true;
        if (isRunning) {
            session.interrupt();
        }
    }

    /** Whether somebody asked for a stop since the last {@link #begin}. */
    boolean isInterrupted() {
        return interrupted;
    }

    /** The guest stands and is about to be moved. */
    void begin() {
        target.stop();
        interrupted = false;
        session.markLog();
    }

    /** On, until something stops it. */
    void on() throws InterruptedException {
        go(Going.on());
    }

    /**
     * Lets it go, and waits.
     *
     * @return where it stands; empty if the boot has ended
     */
    Optional<Stop> go(Going how) throws InterruptedException {
        DebuggedBoot.Report report;
        do {
            if (report(how) instanceof DebuggedBoot.Report.Failed(Throwable cause)) {
                throw rethrown(cause);
            }
            report = session.last().orElseThrow();
        } while (isOurs(report));
        return session.stop();
    }

    private DebuggedBoot.Report report(Going how) throws InterruptedException {
        return interruptibly(() -> {
            session.goOn(how);
            return session.await();
        });
    }

    /** Something that {@link #interrupt} can end early. */
    interface Run<T> {
        T run() throws InterruptedException;
    }

    <T> T interruptibly(Run<T> what) throws InterruptedException {
        isRunning = true;
        try {
            return what.run();
        } finally {
            isRunning = false;
        }
    }

    /** A stop the user has not asked for: modules have changed, or something else is where a module's code was. */
    private boolean isOurs(DebuggedBoot.Report report) {
        if (!(report instanceof DebuggedBoot.Report.Stopped(Stop stop))) {
            return false;
        }
        boolean isAt = breakpoints.isAt(stop.pc()) || wanted == stop.pc();
        if (stop.reason() instanceof Stop.Reason.ModulesChanged) {
            breakpoints.modulesChanged();
            isAt |= breakpoints.isAt(stop.pc());
            if (isAt) { // going on would leave it behind
                session.standsFor(new Stop.Reason.Breakpoint(false));
            }
            return !isAt;
        }
        return stop.reason() instanceof Stop.Reason.Breakpoint && !isAt;
    }

    static RuntimeException rethrown(Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(cause);
    }

    /** Some instructions. */
    void instructions(long count, boolean overCalls) throws InterruptedException {
        for (long i = 0; i < count; i++) {
            Optional<Stop> stop = overCalls ? overOne() : one();
            if (stop.isEmpty() || !hasStepped(stop.get())) {
                return;
            }
        }
    }

    private Optional<Stop> one() throws InterruptedException {
        return go(Going.step(target.stop().pid()));
    }

    private Optional<Stop> overOne() throws InterruptedException {
        long function = target.functionStart(target.stop().pc());
        Optional<Stop> stop = one();
        return stop.isPresent() && hasStepped(stop.get()) && wasCalledFrom(function) ? outOf() : stop;
    }

    /** Some source lines; where there are none, out of the function. */
    void lines(long count, boolean overCalls) throws InterruptedException {
        for (long i = 0; i < count; i++) {
            Optional<Stop> stop = line(overCalls);
            if (stop.isEmpty() || !hasStepped(stop.get())) {
                return;
            }
        }
    }

    private Optional<Stop> line(boolean overCalls) throws InterruptedException {
        Stop from = target.stop();
        long function = target.functionStart(from.pc());
        Optional<Sources.Code> line = sources.at(from.pc());
        Range range = line.map(c -> new Range(c.start(), c.end())).orElseGet(() -> function(from.pc()));
        boolean isInKernelModel = unwinder().isKernelModel(from.pc());
        while (true) {
            Optional<Stop> stop = go(Going.stepOver(from.pid(), range.start(), range.end()));
            if (stop.isEmpty() || !hasStepped(stop.get()) || interrupted) {
                return stop;
            }
            long pc = stop.get().pc();
            Optional<Sources.Code> here = sources.at(pc);
            if (wasCalledFrom(function)) {
                if (!overCalls && here.isPresent()) {
                    return stop;
                }
                stop = outOf();
                if (stop.isEmpty() || !hasStepped(stop.get())) {
                    return stop;
                }
                pc = stop.get().pc();
                here = sources.at(pc);
            }
            if (target.functionStart(pc) != function || isInKernelModel) {
                return stop;
            }
            boolean isOtherLine = here.isPresent() && !here.map(Sources.Code::line).equals(line.map(Sources.Code::line));
            if (isOtherLine && here.get().start() == pc) {
                return stop;
            }
            // Somewhere inside a line, as after a call: on to where a line begins.
            range = here.map(c -> new Range(c.start(), c.end())).orElse(new Range(pc, pc + 1));
        }
    }

    private record Range(long start, long end) {
    }

    private Range function(long pc) {
        return unwinder().isKernelModel(pc) ? new Range(pc, pc + 1) : target.symbol(pc).map(s -> new Range(pc - s.offset(), pc - s.offset() + s.size()))
                .orElseThrow(() -> new RefusedException("no function is known here; use stepi"));
    }

    /** Whether the guest stands at the beginning of a function that another function has called. */
    private boolean wasCalledFrom(long function) {
        long pc = target.stop().pc();
        return target.functionStart(pc) == pc && caller().filter(c -> target.functionStart(c - 1) == function).isPresent();
    }

    /** Where the function the guest stands in will return to. */
    Optional<Long> caller() {
        return unwinder().frames().stream().skip(1).findFirst().map(frame -> switch (frame) {
            case Unwinder.Frame.Function(long pc) -> pc;
            case Unwinder.Frame.KernelModel() -> target.isa().returnAddress();
        });
    }

    private Unwinder unwinder() {
        return new Unwinder(target);
    }

    /** Out of the function it stands in. */
    Optional<Stop> outOf() throws InterruptedException {
        long to = caller().orElseThrow(() -> new RefusedException("there is no function around this one"));
        return until(to, true);
    }

    /**
     * To an instruction.
     *
     * @param above whether the stack must be shorter there than it is now
     */
    Optional<Stop> until(long to, boolean above) throws InterruptedException {
        long sp = target.register("sp");
        boolean isFramed = unwinder().movesStack(target.stop().pc());
        boolean own = !breakpoints.isAt(to);
        setOwn(to);
        try {
            while (true) {
                Optional<Stop> stop = go(Going.on());
                boolean isOtherStop = stop.isEmpty() || stop.get().pc() != to
                        || !(stop.get().reason() instanceof Stop.Reason.Breakpoint);
                if (isOtherStop) {
                    return stop;
                }
                if (!above || Long.compareUnsigned(target.register("sp"), sp) >= (isFramed ? 1 : 0)) {
                    return own ? session.standsFor(new Stop.Reason.Arrived()) : stop;
                }
                if (!own) {
                    return stop;
                }
            }
        } finally {
            removeOwn();
        }
    }

    /** Stops at an instruction whatever the user has asked for; one at a time. */
    void setOwn(long address) {
        wanted = address;
        session.rules().addBreakpoint(address, true);
    }

    void removeOwn() {
        session.rules().removeBreakpoint(wanted, true);
        wanted = NOWHERE;
    }

    /** Whether a stop is at the instruction of {@link #setOwn}, or at a breakpoint of the user's. */
    boolean isWanted(Stop stop) {
        return !(stop.reason() instanceof Stop.Reason.ModulesChanged)
                && (!(stop.reason() instanceof Stop.Reason.Breakpoint) || stop.pc() == wanted || breakpoints.isAt(stop.pc()));
    }

    /** Whether a step has come to its end, with nothing else to stop for. */
    boolean hasStepped(Stop stop) {
        return stop.reason() instanceof Stop.Reason.Stepped || stop.reason() instanceof Stop.Reason.Arrived;
    }
}
