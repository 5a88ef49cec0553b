package dev.initlab.trace.json;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import dev.initlab.trace.Event;
import dev.initlab.trace.Stamp;

/**
 * The fields of a record, read once from its declaration.
 *
 * @param fields in the order of the components; those of a {@link Stamp} stand in its place
 */
record Shape(Class<? extends Record> type, List<Field> fields) {

    /** All kinds of events by name, in the order of their declaration. */
    static final Map<String, Shape> EVENTS = FieldType.family(Event.class);

    /**
     * One field.
     *
     * @param owner the record it is declared in: the event's, or {@link Stamp}
     */
    record Field(Class<?> owner, String name, FieldType type, Method accessor) {

        /** Whether its value depends on the host, and so differs from boot to boot. */
        boolean isHost() {
            return name.startsWith("host");
        }
    }

    static Shape of(Class<? extends Record> type) {
        var fields = new ArrayList<Field>();
        for (RecordComponent component : type.getRecordComponents()) {
            if (component.getType() == Stamp.class) {
                fields.addAll(of(Stamp.class).fields);
            } else {
                fields.add(new Field(type, component.getName(), FieldType.of(component),
                        component.getAccessor()));
            }
        }
        return new Shape(type, List.copyOf(fields));
    }

    static Shape of(Event event) {
        Shape shape = EVENTS.get(event.getClass().getSimpleName());
        if (shape == null) {
            throw new IllegalStateException("no kind of event: " + event.getClass());
        }
        return shape;
    }

    /** The value a record has for a field of its shape. */
    Object value(Record record, Field field) {
        Object holder = field.owner == Stamp.class ? ((Event) record).at() : record;
        try {
            return field.accessor.invoke(holder);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot read " + field, e);
        }
    }

    /** Makes the record from the values of its fields, in their order. */
    Record make(List<Object> values) {
        if (Event.class.isAssignableFrom(type)) {
            // Every event's first component is its stamp.
            int stamped = Stamp.class.getRecordComponents().length;
            var arguments = new ArrayList<Object>();
            arguments.add(construct(Stamp.class, values.subList(0, stamped)));
            arguments.addAll(values.subList(stamped, values.size()));
            return construct(type, arguments);
        }
        return construct(type, values);
    }

    private static Record construct(Class<? extends Record> type, List<Object> arguments) {
        Class<?>[] types = Arrays.stream(type.getRecordComponents()).map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        try {
            Constructor<? extends Record> canonical = type.getDeclaredConstructor(types);
            return canonical.newInstance(arguments.toArray());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot make " + type + " from " + arguments, e);
        }
    }
}
