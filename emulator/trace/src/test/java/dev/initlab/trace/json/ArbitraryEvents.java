package dev.initlab.trace.json;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

import dev.initlab.trace.Event;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Events of all kinds with any contents. */
public final class ArbitraryEvents {

    private ArbitraryEvents() {
    }

    public static Arbitrary<List<Event>> boots() {
        Arbitrary<Event> event = oneOf(Shape.EVENTS).map(Event.class::cast);
        // The edge cases of so many fields together are millions; those of text() are in its choices.
        return event.list().ofMaxSize(12).map(ArbitraryEvents::renumbered).withoutEdgeCases();
    }

    /** As in a boot, sequence numbers rise and time does not go back. */
    private static List<Event> renumbered(List<Event> events) {
        var renumbered = new ArrayList<Event>();
        long time = 0;
        for (Event event : events) {
            Shape shape = Shape.of(event);
            var values = new ArrayList<Object>();
            shape.fields().forEach(field -> values.add(shape.value((Record) event, field)));
            time += Math.floorMod(event.time(), 1_000_000_000_000L);
            values.set(0, renumbered.size() + 1L);
            values.set(1, time);
            renumbered.add((Event) shape.make(values));
        }
        return renumbered;
    }

    private static Arbitrary<Record> oneOf(Map<String, Shape> shapes) {
        return Arbitraries.oneOf(shapes.values().stream().map(ArbitraryEvents::record).toList());
    }

    private static Arbitrary<Record> record(Shape shape) {
        List<Arbitrary<Object>> fields =
                shape.fields().stream().map(field -> value(field.type())).toList();
        return Combinators.combine(fields).as(shape::make);
    }

    private static Arbitrary<Object> value(FieldType type) {
        return switch (type) {
            case FieldType.Int _ -> Arbitraries.integers().asGeneric();
            case FieldType.Whole _, FieldType.Hex _ -> Arbitraries.longs().asGeneric();
            case FieldType.Flag _ -> Arbitraries.of(true, false).asGeneric();
            case FieldType.Text _ -> text().asGeneric();
            case FieldType.Choice(Class<?> choice, _) -> Arbitraries.of((Object[]) choice.getEnumConstants());
            case FieldType.OneOf(var shapes) -> oneOf(shapes).asGeneric();
            case FieldType.Many(FieldType element) -> value(element).list().ofMaxSize(6).asGeneric();
            case FieldType.Maybe(FieldType content) -> maybe(content);
        };
    }

    private static Arbitrary<Object> maybe(FieldType content) {
        if (content instanceof FieldType.Whole || content instanceof FieldType.Hex) {
            return Arbitraries.longs().map(OptionalLong::of).injectDuplicates(0.1)
                    .map(Object.class::cast).injectNull(0.3)
                    .map(value -> value == null ? OptionalLong.empty() : value);
        }
        return value(content).injectNull(0.3).map(Optional::ofNullable);
    }

    /** UTF-16 units of every sort, paired or not, those that need escapes more often. */
    static Arbitrary<String> text() {
        Arbitrary<Character> unit = Arbitraries.oneOf(
                Arbitraries.chars().range(' ', '~'),
                Arbitraries.chars().range((char) 0, (char) 0x9f),
                Arbitraries.chars().range('\ud800', '\udfff'),
                Arbitraries.chars().with('"', '\\', '/', '\u2028', '\u2029', '\u0085', '\uffff', '\ufeff'),
                Arbitraries.chars().all());
        return unit.list().ofMaxSize(12).map(units -> {
            var text = new StringBuilder();
            units.forEach(text::append);
            return text.toString();
        });
    }
}
