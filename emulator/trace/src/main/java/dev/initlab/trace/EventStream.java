package dev.initlab.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Numbers the events of one boot, and hands each to all sinks in the order they were added.
 *
 * <p>There is one writer at a time: the thread that holds the vCPU. Passing the vCPU on must order memory
 * between the two threads, as the kernel model's baton does. Sequence numbers do not depend on which sinks
 * listen. A sink that throws is reported once, and gets no more events; the boot goes on. The stream owns
 * its sinks: {@link #close()} closes them all, those that failed included.
 */
public final class EventStream implements AutoCloseable {

    /** Learns that a sink failed: once for a sink, and once more if its closing fails. */
    @FunctionalInterface
    public interface FailureListener {
        void sinkFailed(EventSink sink, RuntimeException failure);
    }

    private final LongSupplier time;
    private final LongSupplier hostTime;
    private final FailureListener failures;
    private final List<EventSink> owned = new ArrayList<>();
    private final AtomicBoolean emitting = new AtomicBoolean();
    /** Replaced, never changed: a sink may add or remove others while it is called. */
    private List<EventSink> listening = List.of();
    private long sequence;

    /**
     * Creates a stream without sinks.
     *
     * @param time virtual nanoseconds since the boot began; never goes back
     * @param hostTime host nanoseconds since the boot began
     * @param failures learns of sinks that fail
     */
    public EventStream(LongSupplier time, LongSupplier hostTime, FailureListener failures) {
        this.time = time;
        this.hostTime = hostTime;
        this.failures = failures;
    }

    /** Lets a sink take part from the next event on, and owns it. */
    public void add(EventSink sink) {
        owned.add(sink);
        var more = new ArrayList<>(listening);
        more.add(sink);
        listening = List.copyOf(more);
    }

    /** Lets go of a sink; it is not closed. */
    public void remove(EventSink sink) {
        owned.remove(sink);
        silence(sink);
    }

    /**
     * Emits the next event.
     *
     * @param event makes the event from its stamp; not called when nobody listens
     * @throws IllegalStateException when an event is being emitted already, by a sink or another thread
     */
    public void emit(Function<Stamp, ? extends Event> event) {
        if (!emitting.compareAndSet(false, true)) {
            throw new IllegalStateException("an event is being emitted: sinks and other threads must not");
        }
        try {
            sequence++;
            List<EventSink> sinks = listening;
            if (!sinks.isEmpty()) {
                deliver(event.apply(new Stamp(sequence, time.getAsLong(), hostTime.getAsLong())), sinks);
            }
        } finally {
            emitting.set(false);
        }
    }

    private void deliver(Event event, List<EventSink> sinks) {
        for (EventSink sink : sinks) {
            try {
                sink.accept(event);
            } catch (RuntimeException failure) {
                silence(sink);
                failures.sinkFailed(sink, failure);
            }
        }
    }

    private void silence(EventSink sink) {
        var fewer = new ArrayList<>(listening);
        fewer.remove(sink);
        listening = List.copyOf(fewer);
    }

    /** Closes all sinks in the order they were added. */
    @Override
    public void close() {
        List<EventSink> closing = List.copyOf(owned);
        owned.clear();
        listening = List.of();
        for (EventSink sink : closing) {
            try {
                sink.close();
            } catch (RuntimeException failure) {
                failures.sinkFailed(sink, failure);
            }
        }
    }
}
