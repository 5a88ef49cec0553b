package dev.initlab.trace.json;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

import dev.initlab.trace.Event;
import dev.initlab.trace.EventSink;
import org.jspecify.annotations.Nullable;

/**
 * Writes one event a line, as docs/events.md describes.
 *
 * <p>The first line says what the file is. Fields come in the order of the records' components, those that
 * are absent are left out. It owns its stream; a failing stream is an {@link UncheckedIOException}.
 */
public final class JsonLinesSink implements EventSink {

    /** Rises with every change of a kind or a field. */
    public static final int VERSION = 1;

    private final OutputStream out;
    private final HostFields host;
    private final StringBuilder line = new StringBuilder();
    private final JsonText json = new JsonText(line);

    /** Writes the first line. */
    public JsonLinesSink(OutputStream out, HostFields host) {
        this.out = new BufferedOutputStream(out, 1 << 16);
        this.host = host;
        json.raw('{').key("initlab").string("events").key("version").number(VERSION).raw('}');
        writeLine();
    }

    @Override
    public void accept(Event event) {
        Shape shape = Shape.of(event);
        json.raw('{').key("event").string(shape.type().getSimpleName());
        fields(shape, (Record) event);
        json.raw('}');
        writeLine();
    }

    @Override
    public void close() {
        try {
            out.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void fields(Shape shape, Record record) {
        for (Shape.Field field : shape.fields()) {
            if (!field.isHost() || host == HostFields.KEEP) {
                field(field, shape.value(record, field));
            }
        }
    }

    private void field(Shape.Field field, Object value) {
        if (!(field.type() instanceof FieldType.Maybe(FieldType content))) {
            json.key(field.name());
            value(field.type(), value);
        } else if (value instanceof Optional<?> optional && optional.isPresent()) {
            json.key(field.name());
            value(content, optional.get());
        } else if (value instanceof OptionalLong optional && optional.isPresent()) {
            json.key(field.name());
            value(content, optional.getAsLong());
        }
    }

    private void value(FieldType type, Object value) {
        switch (type) {
            case FieldType.Int _ -> json.number((Integer) value);
            case FieldType.Whole _ -> json.number((Long) value);
            case FieldType.Hex _ -> json.hex((Long) value);
            case FieldType.Flag _ -> json.raw(String.valueOf(value));
            case FieldType.Text _, FieldType.Choice _ -> json.string(value.toString());
            case FieldType.OneOf(var shapes) -> object(shapes.get(value.getClass().getSimpleName()), value);
            case FieldType.Many(FieldType element) -> list(element, (List<?>) value);
            case FieldType.Maybe _ -> throw new IllegalStateException("optional inside of a value");
        }
    }

    private void object(@Nullable Shape shape, Object value) {
        if (shape == null) {
            throw new IllegalStateException("unknown kind of " + value);
        }
        json.raw('{').key("kind").string(shape.type().getSimpleName());
        fields(shape, (Record) value);
        json.raw('}');
    }

    private void list(FieldType element, List<?> values) {
        json.raw('[');
        String separator = "";
        for (Object value : values) {
            json.raw(separator);
            value(element, value);
            separator = ",";
        }
        json.raw(']');
    }

    private void writeLine() {
        line.append('\n');
        try {
            out.write(line.toString().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            line.setLength(0);
        }
    }
}
