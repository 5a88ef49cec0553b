package dev.initlab.trace.json;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import dev.initlab.trace.EventSamples;

/** docs/events.md: the event file format, for those who read it with other programs. */
final class EventsDocument {

    private final EventDocs docs;
    private final StringBuilder out = new StringBuilder();

    EventsDocument(EventDocs docs) {
        this.docs = docs;
    }

    String text() {
        Iterator<String> lines = Lines.write(EventSamples.all(), HostFields.KEEP).lines().iterator();
        introduction(lines.next());
        Map<String, String> examples = examples(lines);
        Map<String, Shape> families = new LinkedHashMap<>();
        Set<Class<?>> choices = new LinkedHashSet<>();
        for (Shape shape : Shape.EVENTS.values()) {
            section(shape, examples.get(shape.type().getSimpleName()));
            shape.fields().forEach(field -> {
                if (field.type() instanceof FieldType.OneOf(var shapes)) {
                    families.putAll(shapes);
                } else if (named(field.type()) instanceof FieldType.Choice(Class<?> type, _)) {
                    choices.add(type);
                }
            });
        }
        line("## Objects inside of events");
        families.values().forEach(shape -> {
            line("### " + shape.type().getSimpleName());
            line(docs.about(shape));
            table(shape, "kind");
        });
        line("## Names");
        choices.forEach(this::constants);
        return out.toString().stripTrailing() + "\n";
    }

    private void introduction(String header) {
        line("""
                # Events

                <!-- Generated from the Javadoc of dev.initlab.trace.Event: change it there, and run
                     mvn -q -pl emulator/trace -am -Dgolden.update verify -->

                A boot writes what happens as JSON Lines: UTF-8, one object a line. The first line says what
                the file is:

                ```json
                %s
                ```

                Every other line is an event. `event` names its kind, and the fields follow in the order of
                the tables below. The version rises with every change of a kind or a field. The same as a
                JSON Schema: [events.schema.json](events.schema.json).

                - Times and durations are virtual nanoseconds; work is bytes of guest code executed.
                - Fields whose names begin with `host` depend on the host and can be left out. All others are
                  equal in every boot of one image, bit for bit.
                - Addresses and register contents are hex strings (`"0xffffffff81000000"`): as numbers, many
                  readers would lose their low bits.
                - An optional field that has no value is not there.
                - Text comes from the guest. Control characters are escaped. A byte that is not UTF-8 is the
                  lone surrogate U+DC80 to U+DCFF with the byte in its low eight bits (`\\udcff` for 0xff),
                  as in Python's `surrogateescape`.

                ## Fields of every event
                """.formatted(header).stripTrailing());
        tableHead();
        row("event", "name", "the kind of the event");
        stamp(Shape.EVENTS.values().iterator().next()).forEach(this::row);
        out.append('\n');
        line("## Kinds");
        for (Shape shape : Shape.EVENTS.values()) {
            String name = shape.type().getSimpleName();
            out.append("- %s: %s\n".formatted(link(name), docs.about(shape)));
        }
        out.append('\n');
    }

    private static Map<String, String> examples(Iterator<String> lines) {
        var examples = new LinkedHashMap<String, String>();
        lines.forEachRemaining(line -> {
            int kind = "{\"event\":\"".length();
            examples.putIfAbsent(line.substring(kind, line.indexOf('"', kind)), line);
        });
        return examples;
    }

    private void section(Shape shape, String example) {
        line("### " + shape.type().getSimpleName());
        line(docs.about(shape));
        table(shape, "");
        line("```json\n" + example + "\n```");
    }

    private static FieldType named(FieldType type) {
        return type instanceof FieldType.Maybe(FieldType content) ? content : type;
    }

    private void constants(Class<?> type) {
        line("### " + type.getSimpleName());
        out.append("| Name | Meaning |\n| --- | --- |\n");
        for (Object constant : type.getEnumConstants()) {
            out.append("| `%s` | %s |\n".formatted(constant, docs.about(type, constant.toString())));
        }
        out.append('\n');
    }

    private void table(Shape shape, String discriminator) {
        List<Shape.Field> own =
                shape.fields().stream().filter(field -> field.owner() == shape.type()).toList();
        if (own.isEmpty()) {
            return;
        }
        tableHead();
        if (!discriminator.isEmpty()) {
            row(discriminator, "name", "`" + shape.type().getSimpleName() + "`");
        }
        own.forEach(this::row);
        out.append('\n');
    }

    private static List<Shape.Field> stamp(Shape event) {
        return event.fields().stream().filter(field -> field.owner() != event.type()).toList();
    }

    private void tableHead() {
        out.append("| Field | Type | Meaning |\n| --- | --- | --- |\n");
    }

    private void row(Shape.Field field) {
        row(field.name(), type(field.type()), docs.about(field));
    }

    private void row(String name, String type, String meaning) {
        out.append("| `").append(name).append("` | ").append(type).append(" | ")
                .append(meaning.replace("|", "\\|")).append(" |\n");
    }

    private static String type(FieldType type) {
        return switch (type) {
            case FieldType.Int _ -> "32-bit number";
            case FieldType.Whole _ -> "number";
            case FieldType.Hex _ -> "address";
            case FieldType.Flag _ -> "boolean";
            case FieldType.Text _ -> "string";
            case FieldType.Choice(Class<?> choice, _) -> link(choice.getSimpleName());
            case FieldType.OneOf(var shapes) -> shapes.keySet().stream().map(EventsDocument::link)
                    .collect(Collectors.joining(" or "));
            case FieldType.Many(FieldType element) -> "list of " + plural(type(element));
            case FieldType.Maybe(FieldType content) -> type(content) + ", optional";
        };
    }

    private static String link(String name) {
        return "[`" + name + "`](#" + name.toLowerCase(Locale.ROOT) + ")";
    }

    private static String plural(String type) {
        return type.endsWith("s") ? type + "es" : type + "s";
    }

    private void line(String text) {
        out.append(text).append("\n\n");
    }
}
