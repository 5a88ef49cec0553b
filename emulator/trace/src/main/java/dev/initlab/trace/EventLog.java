package dev.initlab.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Keeps all events in memory, for tests, suites and charts.
 *
 * <p>Any thread may ask while a boot goes on; answers are copies of what was there.
 */
public final class EventLog implements EventSink {

    private final List<Event> events = new ArrayList<>();

    @Override
    public synchronized void accept(Event event) {
        events.add(event);
    }

    /** All events, in order. */
    public synchronized List<Event> events() {
        return List.copyOf(events);
    }

    /** All events of one kind, in order. */
    public synchronized <E extends Event> List<E> events(Class<E> kind) {
        return events.stream().mapMulti((Event event, Consumer<E> found) -> {
            if (kind.isInstance(event)) {
                found.accept(kind.cast(event));
            }
        }).toList();
    }

    /** The first event of one kind. */
    public <E extends Event> Optional<E> first(Class<E> kind) {
        return events(kind).stream().findFirst();
    }

    /** The last event of one kind. */
    public <E extends Event> Optional<E> last(Class<E> kind) {
        List<E> found = events(kind);
        return found.isEmpty() ? Optional.empty() : Optional.of(found.getLast());
    }
}
