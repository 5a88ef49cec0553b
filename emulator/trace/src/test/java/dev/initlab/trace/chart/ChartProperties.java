package dev.initlab.trace.chart;

import java.util.List;
import java.util.TreeSet;

import dev.initlab.trace.Event;
import dev.initlab.trace.json.ArbitraryEvents;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class ChartProperties {

    @Provide
    Arbitrary<List<Event>> boots() {
        return ArbitraryEvents.boots();
    }

    @Provide
    Arbitrary<List<Double>> middles() {
        return Arbitraries.doubles().between(0, 1000).list().ofMaxSize(15)
                .map(all -> all.stream().sorted().toList());
    }

    @Property(tries = 100)
    void whateverHappensThePictureIsXml(@ForAll("boots") List<Event> events) {
        assertThat(Picture.of(events).elements("svg")).hasSize(1);
    }

    @Property
    void spreadLabelsKeepTheirOrderAndDoNotOverlap(@ForAll("middles") List<Double> middles,
            @ForAll @DoubleRange(min = 1, max = 60) double width) {
        List<Double> widths = middles.stream().map(_ -> width).toList();
        List<Double> apart = Spread.apart(middles, widths, 0, 1000);
        assertThat(apart).hasSameSizeAs(middles);
        for (int i = 0; i < apart.size(); i++) {
            assertThat(apart.get(i)).isBetween(width / 2 - 1e-6, 1000 - width / 2 + 1e-6);
            if (i > 0) {
                assertThat(apart.get(i) - apart.get(i - 1)).isGreaterThanOrEqualTo(width - 1e-6);
            }
        }
    }

    @Example
    void labelsWithRoomStayWhereTheyWantToBe() {
        assertThat(Spread.apart(List.of(50.0, 200.0), List.of(40.0, 40.0), 0, 300))
                .containsExactly(50.0, 200.0);
        assertThat(Spread.apart(List.of(100.0, 110.0), List.of(40.0, 20.0), 0, 300))
                .containsExactly(90.0, 120.0);
        assertThat(Spread.apart(List.of(5.0, 10.0), List.of(40.0, 40.0), 0, 300)).containsExactly(20.0, 60.0);
    }

    @Property
    void laterIsFurtherRight(
            @ForAll @Size(min = 1, max = 60) List<@LongRange(min = 0, max = 1L << 52) Long> moments) {
        var sorted = new TreeSet<>(moments);
        var axis = new TimeAxis(true, sorted.first(), sorted.last(), 100, 1100, sorted);
        double before = 100;
        for (long moment : sorted) {
            assertThat(axis.x(moment)).isBetween(before - 1e-6, 1100 + 1e-6);
            before = axis.x(moment);
        }
        assertThat(axis.x(sorted.first())).isCloseTo(100, within(1e-6));
        if (sorted.size() > 1) {
            assertThat(axis.x(sorted.last())).isCloseTo(1100, within(1e-6));
        }
        var ticks = axis.ticks();
        assertThat(ticks).hasSizeLessThan(40);
        assertThat(ticks).extracting(TimeAxis.Tick::label).doesNotHaveDuplicates();
    }

    @Example
    void longWaitsAreFoldedOnlyWhenTheyHideTheRest() {
        var even = new TreeSet<Long>();
        for (long i = 0; i <= 20; i++) {
            even.add(i * 1000);
        }
        assertThat(new TimeAxis(true, 0, 20_000, 0, 1000, even).folded()).isEmpty();
        even.add(5_000_000L);
        var waiting = new TimeAxis(true, 0, 5_000_000, 0, 1000, even);
        assertThat(waiting.folded()).singleElement().satisfies(fold -> {
            assertThat(fold.start()).isEqualTo(20_000);
            assertThat(fold.end()).isEqualTo(5_000_000);
        });
        assertThat(waiting.x(20_000)).isCloseTo(940, within(1e-6));
    }

    @Example
    void durationsHaveThreeDigits() {
        assertThat(List.of(0L, 7L, 999L, 1000L, 12_345L, 999_499L, 1_500_000L, 61_000_000_000L))
                .extracting(Nanos::duration)
                .containsExactly("0 ns", "7 ns", "999 ns", "1.00 µs", "12.3 µs", "999 µs", "1.50 ms",
                        "61.0 s");
    }
}
