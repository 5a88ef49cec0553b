package dev.initlab.kernel.printk;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A guest's memory and arguments, made of Java values. */
final class FakeGuest implements GuestStrings {
    private final int pointerSize;
    private final Map<Long, byte[]> memory = new HashMap<>();
    private final Map<Long, VaFormat> vaFormats = new HashMap<>();
    private long next = 0x10000;

    FakeGuest(int pointerSize) {
        this.pointerSize = pointerSize;
    }

    long place(byte[] bytes) {
        long address = next;
        memory.put(address, bytes.clone());
        next += 0x10000 + bytes.length;
        return address;
    }

    long place(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return place(Arrays.copyOf(bytes, bytes.length + 1));
    }

    long placeVaFormat(String format, Object... values) {
        long address = next;
        next += 0x10000;
        vaFormats.put(address, new VaFormat(format.getBytes(StandardCharsets.UTF_8), args(values)));
        return address;
    }

    /** Integers are ints; longs are words or long longs; strings are placed in memory; null is NULL. */
    VarArgs args(Object... values) {
        Deque<Object> rest = new ArrayDeque<>();
        for (Object value : values) {
            rest.add(value == null ? (Object) 0L : value instanceof String s ? (Object) place(s)
                    : value instanceof byte[] b ? (Object) place(b) : value);
        }
        return new VarArgs() {
            @Override
            public int pointerSize() {
                return pointerSize;
            }

            @Override
            public int next32() {
                return ((Number) rest.remove()).intValue();
            }

            @Override
            public long next64() {
                return ((Number) rest.remove()).longValue();
            }

            @Override
            public long nextPointer() {
                long value = ((Number) rest.remove()).longValue();
                return pointerSize == 4 ? value & 0xffff_ffffL : value;
            }
        };
    }

    String format(String format, Object... values) {
        return format(Symbolizer.NONE, format, values);
    }

    String format(Symbolizer symbols, String format, Object... values) {
        return new String(Vsprintf.format(format, args(values), this, symbols), StandardCharsets.UTF_8);
    }

    @Override
    public Optional<byte[]> cString(long address, int limit) {
        return Optional.ofNullable(memory.get(address)).map(bytes -> {
            int end = 0;
            while (end < bytes.length && end < limit && bytes[end] != 0) {
                end++;
            }
            return Arrays.copyOf(bytes, end);
        });
    }

    @Override
    public Optional<byte[]> bytes(long address, int length) {
        return Optional.ofNullable(memory.get(address)).filter(b -> b.length >= length)
                .map(b -> Arrays.copyOf(b, length));
    }

    @Override
    public Optional<VaFormat> vaFormat(long address) {
        return Optional.ofNullable(vaFormats.get(address));
    }

    static byte[] words(int size, long... values) {
        ByteBuffer buffer = ByteBuffer.allocate(size * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (long value : values) {
            if (size == 4) {
                buffer.putInt((int) value);
            } else {
                buffer.putLong(value);
            }
        }
        return buffer.array();
    }

    static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    static List<String> strings(List<LogRecord> records) {
        return records.stream().map(LogRecord::string).toList();
    }
}
