package dev.initlab.trace;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class EventLogTest {

    private static final Event EARLY = new Event.LevelEntered(new Stamp(1, 0, 0), "early");
    private static final Event TEXT = new Event.Printk(new Stamp(2, 5, 9), 0, 6, 0, "hello");
    private static final Event PURE = new Event.LevelEntered(new Stamp(3, 6, 9), "pure");

    private final EventLog log = new EventLog();

    @Test
    void answersByKindInOrder() {
        log.accept(EARLY);
        log.accept(TEXT);
        log.accept(PURE);

        assertThat(log.events()).containsExactly(EARLY, TEXT, PURE);
        assertThat(log.events(Event.LevelEntered.class)).extracting(Event.LevelEntered::level)
                .containsExactly("early", "pure");
        assertThat(log.events(Event.class)).hasSize(3);
        assertThat(log.first(Event.LevelEntered.class)).contains((Event.LevelEntered) EARLY);
        assertThat(log.last(Event.LevelEntered.class)).contains((Event.LevelEntered) PURE);
        assertThat(log.last(Event.Panic.class)).isEmpty();
        assertThat(log.first(Event.Panic.class)).isEmpty();
    }

    @Test
    void answersAreCopies() {
        log.accept(EARLY);
        var before = log.events();
        log.accept(PURE);

        assertThat(before).containsExactly(EARLY);
    }
}
