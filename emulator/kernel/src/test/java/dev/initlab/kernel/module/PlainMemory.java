package dev.initlab.kernel.module;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Module memory without a guest: bytes from an address on. An access outside is the test's failure. */
final class PlainMemory implements ModuleMemory {
    private final long base;
    private final ByteBuffer bytes;

    PlainMemory(long base, int size) {
        this.base = base;
        bytes = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    private int at(long address) {
        return Math.toIntExact(address - base);
    }

    @Override
    public int u16(long address) {
        return Short.toUnsignedInt(bytes.getShort(at(address)));
    }

    @Override
    public int i32(long address) {
        return bytes.getInt(at(address));
    }

    @Override
    public long i64(long address) {
        return bytes.getLong(at(address));
    }

    @Override
    public void put16(long address, int value) {
        bytes.putShort(at(address), (short) value);
    }

    @Override
    public void put32(long address, int value) {
        bytes.putInt(at(address), value);
    }

    @Override
    public void put64(long address, long value) {
        bytes.putLong(at(address), value);
    }
}
