package dev.initlab.debug;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.initlab.trace.Event;

/**
 * What happened at which position, as far as a debugger goes there.
 *
 * <p>A boot that repeats what is written already adds nothing.
 */
public final class Timeline {
    /**
     * Something that happened.
     *
     * @param position of the next instruction
     */
    public record Moment(long position, Event event) {
    }

    private final List<Moment> moments = new ArrayList<>();
    private long lastSequence;

    synchronized void add(long position, Event event) {
        if (event.at().sequence() <= lastSequence) {
            return;
        }
        lastSequence = event.at().sequence();
        if (event instanceof Event.InitcallStarted || event instanceof Event.InitcallReturned
                || event instanceof Event.InitcallSkipped
                || event instanceof Event.LevelEntered || event instanceof Event.ModuleStateChanged) {
            moments.add(new Moment(position, event));
        }
    }

    /** Forgets what happened later than an event: it will not happen again. */
    synchronized void forgetAfter(long sequence) {
        moments.removeIf(m -> m.event().at().sequence() > sequence);
        lastSequence = Math.min(lastSequence, sequence);
    }

    synchronized void clear() {
        moments.clear();
        lastSequence = 0;
    }

    /** The last initcall that began before a position. */
    public synchronized Optional<Moment> initcallBefore(long position) {
        return moments.reversed().stream()
                .filter(m -> m.position() < position && m.event() instanceof Event.InitcallStarted).findFirst();
    }

    /** Everything up to a position, in order. */
    public synchronized List<Moment> until(long position) {
        return moments.stream().filter(m -> m.position() <= position).toList();
    }
}
