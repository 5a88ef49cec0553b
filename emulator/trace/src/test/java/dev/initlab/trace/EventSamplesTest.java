package dev.initlab.trace;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class EventSamplesTest {

    /** Every test over the samples is a test over every kind of event. */
    @Test
    void everyKindOccurs() {
        assertThat(EventSamples.all()).<Object>extracting(Object::getClass)
                .contains((Object[]) Event.class.getPermittedSubclasses());
        assertThat(EventSamples.all()).filteredOn(Event.InitcallStarted.class::isInstance)
                .<Object>extracting(e -> ((Event.InitcallStarted) e).initcall().getClass())
                .contains((Object[]) Initcall.class.getPermittedSubclasses());
    }
}
