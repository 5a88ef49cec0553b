package dev.initlab.kernel.module;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** Module memory without a guest: some ranges of addresses. An access outside is the test's failure. */
final class PlainMemory implements ModuleMemory {
    private record Range(long base, ByteBuffer bytes) {
    }

    private final List<Range> ranges = new ArrayList<>();

    PlainMemory(long base, int size) {
        add(base, size);
    }

    /** Another range of zeroes. */
    void add(long base, int size) {
        ranges.add(new Range(base, ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN)));
    }

    void write(long address, MemorySegment bytes) {
        Range range = range(address);
        range.bytes.put((int) (address - range.base), bytes.asByteBuffer(), 0, (int) bytes.byteSize());
    }

    byte[] read(long address, int length) {
        Range range = range(address);
        byte[] bytes = new byte[length];
        range.bytes.get((int) (address - range.base), bytes);
        return bytes;
    }

    private Range range(long address) {
        for (Range range : ranges) {
            if (address >= range.base && address - range.base <= range.bytes.capacity()) {
                return range;
            }
        }
        throw new AssertionError("no memory at 0x%x".formatted(address));
    }

    @Override
    public int u16(long address) {
        Range range = range(address);
        return Short.toUnsignedInt(range.bytes.getShort((int) (address - range.base)));
    }

    @Override
    public int i32(long address) {
        Range range = range(address);
        return range.bytes.getInt((int) (address - range.base));
    }

    @Override
    public long i64(long address) {
        Range range = range(address);
        return range.bytes.getLong((int) (address - range.base));
    }

    @Override
    public void put16(long address, int value) {
        Range range = range(address);
        range.bytes.putShort((int) (address - range.base), (short) value);
    }

    @Override
    public void put32(long address, int value) {
        Range range = range(address);
        range.bytes.putInt((int) (address - range.base), value);
    }

    @Override
    public void put64(long address, long value) {
        Range range = range(address);
        range.bytes.putLong((int) (address - range.base), value);
    }
}
