package dev.initlab.unicorn;

import java.lang.foreign.MemorySegment;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

/**
 * The native memory through which register values of one engine pass.
 *
 * <p>Values have 64-bit slots in little-endian order, zeroed before a read, so that narrower registers
 * are zero-extended; the sized functions refuse wider ones. Used inside the engine's occupancy only.
 */
final class RegisterSlots {
    /** How many registers go through one call at most. */
    static final int BATCH = 64;
    /** The widest register, with room to spare: the engine's are 64 bytes at most. */
    static final int WIDEST = 256;

    private static final long VALUE = 0;
    private static final long SIZE = 8;
    private static final long STRUCT = 16;
    private static final long IDS = STRUCT + WIDEST;
    private static final long POINTERS = IDS + 4 * BATCH;
    private static final long SIZES = POINTERS + 8 * BATCH;
    private static final long VALUES = SIZES + 8 * BATCH;
    private static final long END = VALUES + 8 * BATCH;

    private final MemorySegment memory;
    private final MemorySegment values;
    /** The slot of structs and wide registers. */
    final MemorySegment struct;
    final long value;
    final long size;
    final long structAddress;
    final long ids;
    final long pointers;
    final long sizes;

    RegisterSlots(Core core) {
        memory = core.scratch(END);
        values = memory.asSlice(VALUES, 8 * BATCH);
        struct = memory.asSlice(STRUCT, WIDEST);
        value = memory.address() + VALUE;
        size = memory.address() + SIZE;
        structAddress = struct.address();
        ids = memory.address() + IDS;
        pointers = memory.address() + POINTERS;
        sizes = memory.address() + SIZES;
        for (int i = 0; i < BATCH; i++) {
            memory.setAtIndex(JAVA_LONG, POINTERS / 8 + i, values.address() + 8L * i);
        }
    }

    /** Fills the single slot. */
    void put(long number) {
        NativeCalls.ALL_MEMORY.set(JAVA_LONG, value, number);
        NativeCalls.ALL_MEMORY.set(JAVA_LONG, size, 8);
    }

    long get() {
        return NativeCalls.ALL_MEMORY.get(JAVA_LONG, value);
    }

    /** Says how many bytes of the struct slot count; returns the most there can be. */
    long structSize(long wanted) {
        long room = Math.min(wanted, WIDEST);
        memory.set(JAVA_LONG, SIZE, room);
        return room;
    }

    /** The size that libunicorn left. */
    long sizeLeft() {
        return memory.get(JAVA_LONG, SIZE);
    }

    /** Sets up the ids and sizes of a batch, its values zero. */
    void prepare(int[] registers, int from, int count) {
        MemorySegment.copy(registers, from, memory, JAVA_INT, IDS, count);
        for (int i = 0; i < count; i++) {
            memory.setAtIndex(JAVA_LONG, SIZES / 8 + i, 8);
        }
        values.asSlice(0, 8L * count).fill((byte) 0);
    }

    void putBatch(long[] numbers, int from, int count) {
        MemorySegment.copy(numbers, from, values, JAVA_LONG, 0, count);
    }

    void getBatch(long[] numbers, int from, int count) {
        MemorySegment.copy(values, JAVA_LONG, 0, numbers, from, count);
    }

    static void checkLengths(int[] registers, long[] numbers) {
        if (numbers.length < registers.length) {
            throw new IllegalArgumentException(registers.length + " registers, " + numbers.length
                + " values");
        }
    }
}
