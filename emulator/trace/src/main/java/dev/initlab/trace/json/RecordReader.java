package dev.initlab.trace.json;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

import dev.initlab.trace.Event;
import dev.initlab.trace.json.JsonParser.Malformed;
import org.jspecify.annotations.Nullable;

/** Turns JSON values into events; the counterpart of {@link JsonLinesSink}. */
final class RecordReader {

    private RecordReader() {
    }

    static Event event(Json json) throws Malformed {
        return (Event) record(json, "event", Shape.EVENTS);
    }

    private static Record record(Json json, String discriminator, Map<String, Shape> shapes)
            throws Malformed {
        if (!(json instanceof Json.Obj object)) {
            throw new Malformed(json.column(), "expected an object");
        }
        Json kind = object.members().get(discriminator);
        if (!(kind instanceof Json.Str(String name, int column))) {
            throw new Malformed(object.column(), "no \"" + discriminator + "\" that is a string");
        }
        Shape shape = shapes.get(name);
        if (shape == null) {
            throw new Malformed(column, "unknown " + discriminator + " " + JsonParser.shown(name));
        }
        return record(object, discriminator, shape);
    }

    private static Record record(Json.Obj object, String discriminator, Shape shape) throws Malformed {
        var known = new HashSet<String>();
        known.add(discriminator);
        List<Object> values = new ArrayList<>();
        for (Shape.Field field : shape.fields()) {
            known.add(field.name());
            values.add(field(object, shape, field));
        }
        for (var member : object.members().entrySet()) {
            if (!known.contains(member.getKey())) {
                throw new Malformed(member.getValue().column(), shape.type().getSimpleName()
                        + " has no field " + JsonParser.shown(member.getKey()));
            }
        }
        return shape.make(values);
    }

    private static Object field(Json.Obj object, Shape shape, Shape.Field field) throws Malformed {
        String name = field.name();
        Json json = object.members().get(name);
        if (field.type() instanceof FieldType.Maybe(FieldType content)) {
            return optional(name, content, json);
        } else if (json != null) {
            return value(name, field.type(), json);
        } else if (field.isHost()) {
            return 0L;
        }
        throw new Malformed(object.column(),
                shape.type().getSimpleName() + " lacks its field \"" + name + "\"");
    }

    private static Object optional(String name, FieldType content, @Nullable Json json) throws Malformed {
        boolean number = content instanceof FieldType.Whole || content instanceof FieldType.Hex;
        if (json == null) {
            return number ? OptionalLong.empty() : Optional.empty();
        }
        Object value = value(name, content, json);
        return number ? OptionalLong.of((Long) value) : Optional.of(value);
    }

    private static Object value(String name, FieldType type, Json json) throws Malformed {
        return switch (type) {
            case FieldType.Int _ -> number32(name, json);
            case FieldType.Whole _ -> number(name, json);
            case FieldType.Hex _ -> hex(name, json);
            case FieldType.Flag _ when json instanceof Json.Bool(boolean flag, _) -> flag;
            case FieldType.Flag _ -> throw unlike(name, json, "true or false");
            case FieldType.Text _ -> text(name, json);
            case FieldType.Choice choice -> constant(name, choice, json);
            case FieldType.OneOf(var shapes) -> record(json, "kind", shapes);
            case FieldType.Many(FieldType element) -> list(name, element, json);
            case FieldType.Maybe _ -> throw new IllegalStateException("optional inside of a value");
        };
    }

    private static long number(String name, Json json) throws Malformed {
        if (json instanceof Json.Num(long value, _)) {
            return value;
        }
        throw unlike(name, json, "a whole number");
    }

    private static int number32(String name, Json json) throws Malformed {
        long value = number(name, json);
        if (value != (int) value) {
            throw unlike(name, json, "a number of 32 bits");
        }
        return (int) value;
    }

    private static long hex(String name, Json json) throws Malformed {
        if (json instanceof Json.Str(String digits, _) && digits.matches("0x[0-9a-f]{1,16}")) {
            return Long.parseUnsignedLong(digits, 2, digits.length(), 16);
        }
        throw unlike(name, json, "an address as \"0x…\"");
    }

    private static String text(String name, Json json) throws Malformed {
        if (json instanceof Json.Str(String text, _)) {
            return text;
        }
        throw unlike(name, json, "a string");
    }

    private static Object constant(String name, FieldType.Choice choice, Json json) throws Malformed {
        int ordinal = choice.names().indexOf(text(name, json));
        if (ordinal < 0) {
            throw unlike(name, json, "one of " + String.join(", ", choice.names()));
        }
        return choice.type().getEnumConstants()[ordinal];
    }

    private static List<Object> list(String name, FieldType element, Json json) throws Malformed {
        if (!(json instanceof Json.Arr(List<Json> elements, _))) {
            throw unlike(name, json, "a list");
        }
        var values = new ArrayList<>();
        for (Json one : elements) {
            values.add(value(name, element, one));
        }
        return values;
    }

    private static Malformed unlike(String name, Json json, String wanted) {
        return new Malformed(json.column(), "\"" + name + "\" is not " + wanted);
    }
}
