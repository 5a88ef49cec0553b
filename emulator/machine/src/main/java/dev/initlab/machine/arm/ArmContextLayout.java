package dev.initlab.machine.arm;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

import dev.initlab.machine.HostMemory;
import dev.initlab.unicorn.Arch;
import dev.initlab.unicorn.Arm;
import dev.initlab.unicorn.ArmCpReg;
import dev.initlab.unicorn.Context;
import dev.initlab.unicorn.Engine;
import dev.initlab.unicorn.Mode;
import dev.initlab.unicorn.Permission;

/**
 * Where the engine keeps what it has no register for, inside a saved context.
 *
 * <p>A coprocessor register is not accessible in a context, and DFAR is never set. Where the values are depends
 * on the library's build, so it is measured once in a process: the thread pointer is the one word that followed
 * two writes of the register, the fault address the one that followed two aborts.
 *
 * @param threadPointer offset of TPIDRURO
 * @param faultAddress  offset of the address of the last abort
 */
record ArmContextLayout(long threadPointer, long faultAddress) {
    /** TPIDRURO: user code reads it, only the kernel writes it. */
    static final ArmCpReg TPIDRURO = new ArmCpReg(15, 0, 13, 0, 3);

    private static final int LDREX_R0_R1 = 0xe1910f9f;
    /** {@code struct { u32 syndrome, fsr; u64 vaddress; }}. */
    private static final int STATUS = -4;

    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;

    private static final class Measured {
        static final ArmContextLayout LAYOUT = measure();
    }

    static ArmContextLayout get() {
        return Measured.LAYOUT;
    }

    long threadPointer(MemorySegment context) {
        return Integer.toUnsignedLong(context.get(INT, threadPointer));
    }

    void threadPointer(MemorySegment context, long value) {
        context.set(INT, threadPointer, (int) value);
    }

    /** DFAR or IFAR of the last abort. */
    long faultAddress(MemorySegment context) {
        return Integer.toUnsignedLong(context.get(INT, faultAddress));
    }

    /** DFSR or IFSR of the last abort. */
    int faultStatus(MemorySegment context) {
        return context.get(INT, faultAddress + STATUS);
    }

    private static ArmContextLayout measure() {
        return new ArmContextLayout(measureThreadPointer(), measureFaultAddress());
    }

    private static long measureThreadPointer() {
        int first = 0x5ca1_ab1e;
        int second = 0x0ddb_a11f;
        try (Engine engine = Engine.open(Arch.ARM, Mode.MODE_ARM);
                Context one = engine.newContext(); Context two = engine.newContext()) {
            ArmIsa.supervise(engine);
            engine.coprocessor(TPIDRURO, first);
            one.save();
            engine.coprocessor(TPIDRURO, second);
            two.save();
            return onlyPlace(one.bytes(), first, two.bytes(), second);
        }
    }

    /** Two exclusive loads from odd addresses. */
    private static long measureFaultAddress() {
        long first = 0x5ca1;
        long second = 0x0ddb;
        try (HostMemory memory = HostMemory.allocate(4096);
                Engine engine = Engine.open(Arch.ARM, Mode.MODE_ARM);
                Context one = engine.newContext(); Context two = engine.newContext()) {
            ArmIsa.supervise(engine);
            memory.segment().set(INT, 0, LDREX_R0_R1);
            engine.mapPointer(0, memory.segment(), Permission.ALL);
            abort(engine, first, one);
            abort(engine, second, two);
            return onlyPlace(one.bytes(), (int) first, two.bytes(), (int) second);
        }
    }

    private static void abort(Engine engine, long address, Context context) {
        engine.register(Arm.REG_R1, address);
        engine.run(0, 4, 0, 0);
        engine.register(Arm.REG_R1, 0); // so that only the fault remembers the address
        context.save();
    }

    private static long onlyPlace(MemorySegment one, int first, MemorySegment two, int second) {
        long found = -1;
        for (long at = 0; at + 4 <= one.byteSize(); at += 4) {
            if (one.get(INT, at) == first && two.get(INT, at) == second) {
                if (found >= 0) {
                    throw new IllegalStateException("two places in the engine's context look the same");
                }
                found = at;
            }
        }
        if (found < 0) {
            throw new IllegalStateException("a value was not found in the engine's context");
        }
        return found;
    }
}
