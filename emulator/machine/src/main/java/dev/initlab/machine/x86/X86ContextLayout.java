package dev.initlab.machine.x86;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

import dev.initlab.machine.HostMemory;
import dev.initlab.unicorn.Arch;
import dev.initlab.unicorn.Context;
import dev.initlab.unicorn.Engine;
import dev.initlab.unicorn.Mode;
import dev.initlab.unicorn.Permission;
import dev.initlab.unicorn.X86;

/**
 * Where the engine keeps what it has no register for, inside a saved context.
 *
 * <p>The privilege level and the last exception can only be changed there. Where they are depends on
 * the library's build, so it is measured once in a process: two register markers give the start of the
 * CPU state, whose first fields have kept their order, and a divide error raised twice gives the last
 * exception (first seen as #DE, then escalated to #DF).
 *
 * @param state     offset of the general registers
 * @param exception offset of the last exception
 */
record X86ContextLayout(long state, long exception) {
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;

    // Relative to the general registers: QEMU's CPUX86State up to its segment registers.
    private static final int HFLAGS = 176;
    private static final int CS = 184 + 24;
    private static final int SS = 184 + 2 * 24;
    private static final int SEGMENT_FLAGS = 20;

    private static final int HFLAGS_CPL = 3;
    private static final int USER_CS = 0x33;
    private static final int USER_SS = 0x2b;
    /** A 64-bit code segment and a data segment of DPL 3, as QEMU keeps descriptor flags. */
    private static final int USER_CS_FLAGS = 0xaffb00;
    private static final int USER_SS_FLAGS = 0xcff300;

    private static final int DIVIDE_ERROR = 0;
    private static final int DOUBLE_FAULT = 8;

    private static final class Measured {
        static final X86ContextLayout LAYOUT = measure();
    }

    static X86ContextLayout get() {
        return Measured.LAYOUT;
    }

    void setUser(MemorySegment context) {
        context.set(INT, state + HFLAGS, context.get(INT, state + HFLAGS) | HFLAGS_CPL);
        context.set(INT, state + CS, USER_CS);
        context.set(INT, state + CS + SEGMENT_FLAGS, USER_CS_FLAGS);
        context.set(INT, state + SS, USER_SS);
        context.set(INT, state + SS + SEGMENT_FLAGS, USER_SS_FLAGS);
    }

    void clearException(MemorySegment context) {
        context.set(INT, exception, -1);
    }

    private static X86ContextLayout measure() {
        try (HostMemory memory = HostMemory.allocate(4096);
                Engine engine = Engine.open(Arch.X86, Mode.MODE_64);
                Context context = engine.newContext()) {
            // xor ecx, ecx; div ecx
            memory.segment().copyFrom(MemorySegment.ofArray(new byte[] {0x31, (byte) 0xc9, (byte) 0xf7, (byte) 0xf1}));
            engine.mapPointer(0x1000, memory.segment(), Permission.ALL);
            long state = generalRegisters(engine, context);
            context.save();
            int[] before = words(context.bytes());
            engine.run(0x1000, 0x2000, 0, 0);
            context.save();
            int[] first = words(context.bytes());
            engine.run(0x1000, 0x2000, 0, 0);
            context.save();
            int[] second = words(context.bytes());
            long found = -1;
            for (int i = 0; i < before.length; i++) {
                if (before[i] == -1 && first[i] == DIVIDE_ERROR && second[i] == DOUBLE_FAULT) {
                    if (found >= 0) {
                        throw new IllegalStateException("two places look like the engine's last exception");
                    }
                    found = 4L * i;
                }
            }
            if (found < 0) {
                throw new IllegalStateException("the engine's last exception was not found in its context");
            }
            return new X86ContextLayout(state, found);
        }
    }

    private static long generalRegisters(Engine engine, Context context) {
        long rax = 0x05ca_1ab1_e0dd_ba11L;
        long rcx = 0x0c0f_fee0_badf_00dL;
        engine.register(X86.REG_RAX, rax);
        engine.register(X86.REG_RCX, rcx);
        context.save();
        MemorySegment bytes = context.bytes();
        for (long at = 0; at + HFLAGS < bytes.byteSize(); at += 4) {
            if (bytes.get(LONG, at) == rax && bytes.get(LONG, at + 8) == rcx) {
                return at;
            }
        }
        throw new IllegalStateException("the general registers were not found in the engine's context");
    }

    private static int[] words(MemorySegment bytes) {
        int[] words = new int[(int) (bytes.byteSize() / 4)];
        for (int i = 0; i < words.length; i++) {
            words[i] = bytes.get(INT, 4L * i);
        }
        return words;
    }
}
