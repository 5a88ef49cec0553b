package dev.initlab.kernel.module;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The relocation types an x86-64 module may have, one a line: {@code arch/x86/kernel/module.c:
 * apply_relocate_add()}, numbers and operations from the System V ABI, AMD64 supplement, 4.4.
 */
enum X86Relocation {
    //   number width operation range
    NONE(0, 0, Operation.ABS, Range.UNCHECKED),
    ABS64(1, 8, Operation.ABS, Range.UNCHECKED), // R_X86_64_64
    PC32(2, 4, Operation.PREL, Range.UNCHECKED), // unchecked: per-CPU symbols wrap
    PLT32(4, 4, Operation.PREL, Range.UNCHECKED), // a function of the kernel needs no PLT
    ABS32(10, 4, Operation.ABS, Range.UNSIGNED), // R_X86_64_32
    ABS32S(11, 4, Operation.ABS, Range.SIGNED), // R_X86_64_32S
    PC64(24, 8, Operation.PREL, Range.UNCHECKED);

    private static final Map<Integer, X86Relocation> BY_NUMBER = new HashMap<>();

    static {
        for (X86Relocation type : values()) {
            BY_NUMBER.put(type.number, type);
        }
    }

    private final int number;
    private final int width;
    private final Operation operation;
    private final Range range;

    X86Relocation(int number, int width, Operation operation, Range range) {
        this.number = number;
        this.width = width;
        this.operation = operation;
        this.range = range;
    }

    /** What is calculated: S + A, or S + A - P. */
    enum Operation {
        ABS, PREL
    }

    /** Whether 32 bits must give the whole value back. */
    enum Range {
        UNCHECKED, SIGNED, UNSIGNED
    }

    static Optional<X86Relocation> of(int number) {
        return Optional.ofNullable(BY_NUMBER.get(number));
    }

    int number() {
        return number;
    }

    /** Bytes at the place; 0 if nothing is patched. */
    int width() {
        return width;
    }

    Operation operation() {
        return operation;
    }

    Range range() {
        return range;
    }

    /** The calculated value. */
    long value(long place, long target) {
        return operation == Operation.PREL ? target - place : target;
    }

    /** Whether a value can be put there. */
    boolean holds(long value) {
        return switch (range) {
            case UNCHECKED -> true;
            case SIGNED -> value == (int) value;
            case UNSIGNED -> value == Integer.toUnsignedLong((int) value);
        };
    }

    /** What the place holds; it must be 0 before. */
    long read(ModuleMemory memory, long place) {
        return width == 8 ? memory.i64(place) : memory.i32(place);
    }

    void put(ModuleMemory memory, long place, long value) {
        if (width == 8) {
            memory.put64(place, value);
        } else {
            memory.put32(place, (int) value);
        }
    }
}
