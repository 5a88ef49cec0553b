package dev.initlab.debug.console;

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

    Backwards(Target target, Movement forwards, Sources sources) {
        this.target = target;
        this.session = target.session();
        this.forwards = forwards;
        this.sources = sources;
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
        long function = target.functionStart(target.stop().pc());
        Stop stop = session.reverseStep();
        return forwards.hasStepped(stop) && wasCalledFrom(function) ? toCall() : stop;
    }

    /** Whether the guest stands in a function that another one has called. */
    private boolean wasCalledFrom(long function) {
        return target.functionStart(target.stop().pc()) != function
                && forwards.caller().filter(c -> target.functionStart(c - 1) == function).isPresent();
    }

    /** To the call of the function the guest stands in. */
    Stop toCall() throws InterruptedException {
        long pc = target.stop().pc();
        long start = target.symbol(pc).map(s -> pc - s.offset())
                .orElseThrow(() -> new RefusedException("no function is known here"));
        if (pc != start) {
            forwards.setOwn(start);
            try {
                Stop stop = on();
                if (stop.pc() != start) {
                    return stop;
                }
            } finally {
                forwards.removeOwn();
            }
        }
        return session.reverseStep();
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

    /** An instruction, and over what was called if that has no lines or is not to be looked at. */
    private Stop back(long function, boolean overCalls) throws InterruptedException {
        Stop stop = session.reverseStep();
        boolean isOver = forwards.hasStepped(stop) && wasCalledFrom(function)
                && (overCalls || sources.at(stop.pc()).isEmpty());
        return isOver ? toCall() : stop;
    }
}
