package dev.initlab.trace;

/**
 * A consumer of events.
 *
 * <p>It is called by one thread at a time, in the order of the sequence numbers, on the thread that holds
 * the vCPU. It may block, and then the whole guest waits. It must not emit events. What it throws ends
 * its own subscription and nothing else.
 */
@FunctionalInterface
public interface EventSink extends AutoCloseable {

    /** Takes the next event. */
    void accept(Event event);

    /** Finishes what was begun; no event follows. */
    @Override
    default void close() {
    }
}
