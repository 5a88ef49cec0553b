package dev.initlab.debug.console;

import java.util.List;
import java.util.Optional;

import dev.initlab.debug.Going;
import dev.initlab.debug.Session;
import dev.initlab.debug.Stop;
import dev.initlab.debug.monitor.RefusedException;

/** Moves the guest backwards. Each piece of the way is a boot, so the way is as short as it can be. */
final class Backwards {
    private final Target target;
    private final Session session;
    private final Movement forwards;
    private final Sources sources;
    private final Assembly assembly;

    Backwards(Target target, Movement forwards, Sources sources, Assembly assembly) {
        this.target = target;
        this.session = target.session();
        this.forwards = forwards;
        this.sources = sources;
        this.assembly = assembly;
    }

    /** Back to the last place where the guest would have stopped. */
    Stop on() throws InterruptedException {
        Stop stop;
        do {
            stop = forwards.interruptibly(session::reverseContinue);
        } while (!forwards.isWanted(stop) && !forwards.isInterrupted());
        return stop;
    }

    /** Some instructions. */
    void instructions(long count, boolean overCalls) throws InterruptedException {
        for (long i = 0; i < count && !forwards.isInterrupted(); i++) {
            Stop stop = overCalls ? overOne() : session.reverseStep();
            if (!forwards.hasStepped(stop)) {
                return;
            }
        }
    }

    /** The instruction before; where a function has just returned, the call of it. */
    private Stop overOne() throws InterruptedException {
        return back(target.functionStart(target.stop().pc()), true);
    }

    /** To the call of the function the guest stands in. */
    Stop toCall() throws InterruptedException {
        List<Unwinder.Frame> frames = new Unwinder(target).frames();
        if (frames.size() > 1 && frames.get(1) instanceof Unwinder.Frame.Function(long returns)) {
            return toCallBefore(returns);
        }
        long pc = target.stop().pc();
        long start = target.symbol(pc).map(s -> pc - s.offset())
                .orElseThrow(() -> new RefusedException("no function is known here"));
        if (pc != start) {
            Stop stop = to(start);
            if (stop.pc() != start) {
                return stop;
            }
        }
        return session.reverseStep(); // whatever ran before the kernel model called it
    }

    private Stop toCallBefore(long returns) throws InterruptedException {
        return to(assembly.before(returns).orElseThrow(() -> new RefusedException(
                "no call is known before " + target.place(returns))));
    }

    private Stop to(long address) throws InterruptedException {
        forwards.setOwn(address);
        try {
            Stop stop = on();
            return stop.pc() == address ? session.standsFor(new Stop.Reason.Arrived()).orElseThrow() : stop;
        } finally {
            forwards.removeOwn();
        }
    }

    /** Some source lines. */
    void lines(long count, boolean overCalls) throws InterruptedException {
        for (long i = 0; i < count && !forwards.isInterrupted(); i++) {
            if (!forwards.hasStepped(line(overCalls))) {
                return;
            }
        }
    }

    /** To the beginning of the line the guest stands in, or, if it is there, of the one before. */
    private Stop line(boolean overCalls) throws InterruptedException {
        Stop from = target.stop();
        Optional<Sources.Code> line = sources.at(from.pc());
        if (line.isEmpty()) {
            throw new RefusedException("the code here has no source lines; use reverse-stepi");
        }
        if (from.pc() == line.get().start()) {
            Stop stop = back(target.functionStart(from.pc()), overCalls);
            line = sources.at(stop.pc());
            if (!forwards.hasStepped(stop) || line.isEmpty()) {
                return stop;
            }
        }
        long function = target.functionStart(target.stop().pc());
        while (target.stop().pc() != line.get().start() && !forwards.isInterrupted()) {
            Stop stop = back(function, overCalls);
            Optional<Sources.Code> here = sources.at(stop.pc());
            boolean isSame = here.isPresent() && here.get().line().equals(line.get().line());
            if (!forwards.hasStepped(stop)) {
                return stop;
            }
            if (!isSame) { // the line was entered in its middle
                return forwards.go(Going.step(stop.pid())).orElse(stop);
            }
            line = here;
        }
        return target.stop();
    }

    /**
     * An instruction, and over what the function has called, if that is not to be looked at or has no lines; what the
     * kernel model called on behalf of the function is never looked at.
     */
    private Stop back(long function, boolean overCalls) throws InterruptedException {
        Stop stop = session.reverseStep();
        if (!forwards.hasStepped(stop) || target.functionStart(stop.pc()) == function) {
            return stop;
        }
        List<Unwinder.Frame> frames = new Unwinder(target).frames();
        boolean isOver = overCalls || sources.at(stop.pc()).isEmpty();
        for (Unwinder.Frame frame : frames.subList(1, frames.size())) {
            switch (frame) {
                case Unwinder.Frame.KernelModel() -> isOver = true;
                case Unwinder.Frame.Function(long returns) when target.functionStart(returns - 1) == function -> {
                    return isOver ? toCallBefore(returns) : stop;
                }
                case Unwinder.Frame.Function _ -> { }
            }
        }
        return stop;
    }
}
