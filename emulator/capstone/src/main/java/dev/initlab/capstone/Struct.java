package dev.initlab.capstone;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

/** A C struct at an offset of some memory, read by the layout of one version. */
record Struct(MemorySegment memory, long base, int major) {

    boolean has(Field field) {
        return field.in(major);
    }

    /** An integer of the field's own width, sign extended. */
    long integer(Field field) {
        long at = base + field.offset(major);
        return switch (field.size(major)) {
            case 1 -> memory.get(JAVA_BYTE, at);
            case 2 -> memory.get(JAVA_SHORT_UNALIGNED, at);
            case 4 -> memory.get(JAVA_INT_UNALIGNED, at);
            case 8 -> memory.get(JAVA_LONG_UNALIGNED, at);
            default -> throw new IllegalArgumentException(field.path() + " is no integer");
        };
    }

    int i32(Field field) {
        return memory.get(JAVA_INT_UNALIGNED, base + field.offset(major));
    }

    int u8(Field field) {
        return Byte.toUnsignedInt(memory.get(JAVA_BYTE, base + field.offset(major)));
    }

    boolean flag(Field field) {
        return u8(field) != 0;
    }

    double f64(Field field) {
        return memory.get(JAVA_DOUBLE_UNALIGNED, base + field.offset(major));
    }

    /** The bytes of an array of {@code uint8_t}. */
    List<Integer> bytes(Field field) {
        List<Integer> bytes = new ArrayList<>(field.size(major));
        for (int i = 0; i < field.size(major); i++) {
            bytes.add(Byte.toUnsignedInt(memory.get(JAVA_BYTE, base + field.offset(major) + i)));
        }
        return bytes;
    }

    /** The first {@code count} elements of an array of structs, never more than the array holds. */
    <T> List<T> elements(Field array, Field element, int count, Function<Struct, T> read) {
        int stride = element.size(major);
        int limit = Math.min(count, array.size(major) / stride);
        List<T> list = new ArrayList<>(limit);
        for (int i = 0; i < limit; i++) {
            list.add(read.apply(new Struct(memory, base + array.offset(major) + (long) i * stride, major)));
        }
        return list;
    }
}
