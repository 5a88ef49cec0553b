package dev.initlab.trace.json;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

import dev.initlab.trace.Address;

/** What a field of an event can hold. Writer, reader, schema and document each are one switch over it. */
sealed interface FieldType {

    /** A whole number of 32 bits. */
    record Int() implements FieldType {
    }

    /** A whole number of 64 bits. */
    record Whole() implements FieldType {
    }

    /** 64 bits in hex, as text. */
    record Hex() implements FieldType {
    }

    /** True or false. */
    record Flag() implements FieldType {
    }

    /** Any text. */
    record Text() implements FieldType {
    }

    /** The name of one constant. */
    record Choice(Class<?> type, List<String> names) implements FieldType {
    }

    /** An object whose {@code kind} names its record. */
    record OneOf(Map<String, Shape> shapes) implements FieldType {
    }

    /** A list. */
    record Many(FieldType element) implements FieldType {
    }

    /** A field that may be left out; its Java form is {@code Optional} or {@code OptionalLong}. */
    record Maybe(FieldType content) implements FieldType {
    }

    static FieldType of(RecordComponent component) {
        return of(component.getGenericType(), component.isAnnotationPresent(Address.class));
    }

    private static FieldType of(Type type, boolean address) {
        if (type == int.class) {
            return new Int();
        } else if (type == long.class || type == Long.class) {
            return address ? new Hex() : new Whole();
        } else if (type == boolean.class) {
            return new Flag();
        } else if (type == String.class) {
            return new Text();
        } else if (type == OptionalLong.class) {
            return new Maybe(of(long.class, address));
        } else if (type instanceof ParameterizedType generic && generic.getRawType() == Optional.class) {
            return new Maybe(of(generic.getActualTypeArguments()[0], address));
        } else if (type instanceof ParameterizedType generic && generic.getRawType() == List.class) {
            return new Many(of(generic.getActualTypeArguments()[0], address));
        } else if (type instanceof Class<?> choice && choice.isEnum()) {
            return new Choice(choice,
                    Arrays.stream(choice.getEnumConstants()).map(Object::toString).toList());
        } else if (type instanceof Class<?> family && family.isSealed()) {
            return new OneOf(family(family));
        }
        throw new IllegalArgumentException("no JSON form for " + type);
    }

    /** The records of a sealed interface by name, in the order of their declaration. */
    static Map<String, Shape> family(Class<?> sealed) {
        var shapes = new LinkedHashMap<String, Shape>();
        for (Class<?> member : sealed.getPermittedSubclasses()) {
            shapes.put(member.getSimpleName(), Shape.of(member.asSubclass(Record.class)));
        }
        return shapes;
    }
}
