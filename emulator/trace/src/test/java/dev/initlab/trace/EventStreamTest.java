package dev.initlab.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class EventStreamTest {

    private final AtomicLong time = new AtomicLong(100);
    private final AtomicLong hostTime = new AtomicLong(7000);
    private final List<String> failures = new ArrayList<>();
    private final EventStream stream = new EventStream(time::get, hostTime::get,
            (_, failure) -> failures.add(String.valueOf(failure.getMessage())));

    private static Function<Stamp, Event> level(String name) {
        return at -> new Event.LevelEntered(at, name);
    }

    @Test
    void stampsEventsWithSequenceAndBothClocks() {
        var log = new EventLog();
        stream.add(log);
        stream.emit(level("early"));
        time.set(250);
        hostTime.set(9000);
        stream.emit(level("pure"));

        assertThat(log.events()).containsExactly(
                new Event.LevelEntered(new Stamp(1, 100, 7000), "early"),
                new Event.LevelEntered(new Stamp(2, 250, 9000), "pure"));
        assertThat(log.events().getLast().sequence()).isEqualTo(2);
        assertThat(log.events().getLast().time()).isEqualTo(250);
        assertThat(log.events().getLast().hostTime()).isEqualTo(9000);
    }

    @Test
    void numbersEventsThatNobodyHearsWithoutMakingThem() {
        stream.emit(_ -> {
            throw new AssertionError("made an event for nobody");
        });
        var log = new EventLog();
        stream.add(log);
        stream.emit(level("core"));

        assertThat(log.events()).extracting(Event::sequence).containsExactly(2L);
    }

    @Test
    void callsSinksInTheOrderTheyWereAdded() {
        var calls = new ArrayList<String>();
        stream.add(_ -> calls.add("a"));
        stream.add(_ -> calls.add("b"));
        stream.add(_ -> calls.add("c"));
        stream.emit(level("early"));
        stream.emit(level("pure"));

        assertThat(calls).containsExactly("a", "b", "c", "a", "b", "c");
    }

    @Test
    void dropsAFailingSinkAfterOneReportAndGoesOn() {
        var calls = new AtomicLong();
        var log = new EventLog();
        stream.add(_ -> {
            calls.incrementAndGet();
            throw new IllegalStateException("disk full");
        });
        stream.add(log);
        stream.emit(level("early"));
        stream.emit(level("pure"));

        assertThat(calls).hasValue(1);
        assertThat(failures).containsExactly("disk full");
        assertThat(log.events()).hasSize(2);
    }

    @Test
    void refusesASinkThatEmits() {
        var log = new EventLog();
        stream.add(_ -> stream.emit(level("nested")));
        stream.add(log);
        stream.emit(level("early"));
        stream.emit(level("pure"));

        assertThat(failures).singleElement().asString().contains("an event is being emitted");
        assertThat(log.events()).extracting(Event::sequence).containsExactly(1L, 2L);
    }

    @Test
    void aSinkMayAddAndRemoveSinksWhileItIsCalled() {
        var log = new EventLog();
        var once = new EventSink() {
            @Override
            public void accept(Event event) {
                stream.remove(this);
                stream.add(log);
            }
        };
        stream.add(once);
        stream.emit(level("early"));
        stream.emit(level("pure"));
        stream.emit(level("core"));

        assertThat(log.events()).extracting(Event::sequence).containsExactly(2L, 3L);
    }

    /** A sink that notes its closing, and may fail at it. */
    private record Closing(String name, List<String> closed, boolean fails) implements EventSink {
        @Override
        public void accept(Event event) {
        }

        @Override
        public void close() {
            closed.add(name);
            if (fails) {
                throw new IllegalStateException(name);
            }
        }
    }

    @Test
    void closesItsSinksOnceAndEachInSpiteOfOthers() {
        var closed = new ArrayList<String>();
        var removed = new Closing("removed", closed, false);
        stream.add(new Closing("a", closed, true));
        stream.add(removed);
        stream.add(new Closing("b", closed, false));
        stream.remove(removed);
        stream.close();
        stream.close();

        assertThat(closed).containsExactly("a", "b");
        assertThat(failures).containsExactly("a");
    }
}
