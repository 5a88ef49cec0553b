package dev.initlab.unicorn;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** Small guests: engines with code at {@link #CODE} and room for data at {@link #DATA}. */
final class Guest {
    static final long CODE = 0x1000;
    static final long DATA = 0x8000;
    static final long SIZE = 0x10000;

    private static final ValueLayout.OfInt WORD =
        ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private Guest() {
    }

    static Engine x86(int... code) {
        Engine engine = Engine.open(Arch.X86, Mode.MODE_64);
        engine.map(0, SIZE, Permission.ALL);
        engine.write(CODE, bytes(code));
        return engine;
    }

    static Engine arm64(int... instructions) {
        return words(Engine.open(Arch.ARM64, Mode.MODE_ARM), instructions);
    }

    static Engine arm(int... instructions) {
        return words(Engine.open(Arch.ARM, Mode.MODE_ARM), instructions);
    }

    private static Engine words(Engine engine, int... instructions) {
        engine.map(0, SIZE, Permission.ALL);
        engine.write(CODE, instructions(instructions));
        return engine;
    }

    static MemorySegment bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return MemorySegment.ofArray(bytes);
    }

    static MemorySegment instructions(int... words) {
        MemorySegment memory = Arena.ofAuto().allocate(4L * words.length);
        for (int i = 0; i < words.length; i++) {
            memory.setAtIndex(WORD, i, words[i]);
        }
        return memory;
    }

    /** Runs so many bytes of the guest's code. */
    static ErrorCode run(Engine engine, long length) {
        return engine.run(CODE, CODE + length, 0, 0);
    }

    static long readLong(Engine engine, long address) {
        byte[] bytes = new byte[8];
        engine.read(address, MemorySegment.ofArray(bytes));
        return MemorySegment.ofArray(bytes).get(ValueLayout.JAVA_LONG_UNALIGNED, 0);
    }

    static void writeLong(Engine engine, long address, long value) {
        engine.write(address, MemorySegment.ofArray(new long[] {value}));
    }
}
