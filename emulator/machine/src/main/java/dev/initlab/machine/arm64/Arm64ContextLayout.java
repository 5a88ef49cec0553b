package dev.initlab.machine.arm64;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;

import dev.initlab.machine.HostMemory;
import dev.initlab.unicorn.Arm64;
import dev.initlab.unicorn.Arm64CpReg;
import dev.initlab.unicorn.Context;
import dev.initlab.unicorn.Engine;
import dev.initlab.unicorn.Permission;

/**
 * Where the engine keeps what it has no register for, inside a saved context.
 *
 * <p>The translation flags decide the privilege code runs with, and only the guest's own {@code eret} sets
 * them together with PSTATE; what an abort was about is in no register. Where both are depends on the
 * library's build, so it is measured once in a process: an {@code eret} to EL0 shows the flags, and exclusive
 * loads from odd addresses the place of the fault address.
 *
 * @param flags        offset of the translation flags
 * @param userFlags    their value in EL0
 * @param faultAddress offset of the last abort's address
 */
record Arm64ContextLayout(long flags, int userFlags, long faultAddress) {
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;

    // Relative to X0: QEMU's CPUARMState from its A64 registers on.
    private static final int PC = 32 * 8;
    private static final int PSTATE = PC + 8;
    private static final int AARCH64 = PSTATE + 4;
    private static final int FLAGS = AARCH64 + 4;
    /** {@code struct { u32 syndrome, fsr; u64 vaddress; }}. */
    private static final int SYNDROME = -8;

    private static final Arm64CpReg SPSR_EL1 = new Arm64CpReg(3, 0, 4, 0, 0);
    private static final Arm64CpReg ELR_EL1 = new Arm64CpReg(3, 0, 4, 0, 1);
    private static final int ERET = 0xd69f03e0;
    private static final int NOP = 0xd503201f;
    private static final int LDAXR_X0_X1 = 0xc85ffc20;

    private static final long CODE = 0x1000;
    private static final long USER_CODE = 0x1100;
    private static final long[] ODD = {0x1201, 0x1303, 0x1407};

    private static final class Measured {
        static final Arm64ContextLayout LAYOUT = measure();
    }

    static Arm64ContextLayout get() {
        return Measured.LAYOUT;
    }

    /** Turns a saved state into one of EL0. */
    void setUser(Context context) {
        context.register(Arm64.REG_PSTATE, 0); // EL0t, nothing masked
        context.bytes().set(INT, flags, userFlags);
    }

    /** ESR_EL1 of the last abort. */
    int syndrome(MemorySegment context) {
        return context.get(INT, faultAddress + SYNDROME);
    }

    /** FAR_EL1 of the last abort. */
    long faultAddress(MemorySegment context) {
        return context.get(LONG, faultAddress);
    }

    private static Arm64ContextLayout measure() {
        Arm64Isa isa = new Arm64Isa();
        try (HostMemory memory = HostMemory.allocate(4096);
                Engine engine = isa.open();
                Context context = engine.newContext()) {
            isa.initialize(engine);
            MemorySegment code = memory.segment();
            code.set(INT, 0, LDAXR_X0_X1);
            code.set(INT, 4, ERET);
            code.set(INT, USER_CODE - CODE, NOP);
            engine.mapPointer(CODE, code, Permission.ALL);
            engine.onInterrupt((e, number) -> e.stop());
            long address = faultAddress(engine, context);

            long state = generalRegisters(engine, context);
            int kernelFlags = context.bytes().get(INT, state + FLAGS);
            engine.coprocessor64(SPSR_EL1, 0);
            engine.coprocessor64(ELR_EL1, USER_CODE);
            engine.run(CODE + 4, USER_CODE + 4, 0, 2);
            context.save();
            MemorySegment bytes = context.bytes();
            int userFlags = bytes.get(INT, state + FLAGS);
            if (bytes.get(LONG, state + PC) != USER_CODE + 4 || bytes.get(INT, state + PSTATE) != 0
                    || bytes.get(INT, state + AARCH64) != 1 || userFlags == kernelFlags) {
                throw new IllegalStateException("the engine's translation flags were not found in its context");
            }
            return new Arm64ContextLayout(state + FLAGS, userFlags, address);
        }
    }

    /** The one place that holds the address of each of several aborts. */
    private static long faultAddress(Engine engine, Context context) {
        List<Long> candidates = new ArrayList<>();
        for (int i = 0; i < ODD.length; i++) {
            engine.register(Arm64.REG_X1, ODD[i]);
            engine.run(CODE, CODE + 4, 0, 0);
            engine.register(Arm64.REG_X1, 0);
            context.save();
            MemorySegment bytes = context.bytes();
            if (i == 0) {
                for (long at = -SYNDROME; at + 8 <= bytes.byteSize(); at += 4) {
                    candidates.add(at);
                }
            }
            long odd = ODD[i];
            candidates.removeIf(at -> bytes.get(LONG, at) != odd || bytes.get(INT, at + SYNDROME) == 0);
        }
        if (candidates.size() != 1) {
            throw new IllegalStateException("%d places look like the engine's last fault address"
                    .formatted(candidates.size()));
        }
        return candidates.getFirst();
    }

    private static long generalRegisters(Engine engine, Context context) {
        long x0 = 0x05ca_1ab1_e0dd_ba11L;
        long x1 = 0x0c0f_fee0_badf_00dL;
        engine.register(Arm64.REG_X0, x0);
        engine.register(Arm64.REG_X1, x1);
        context.save();
        MemorySegment bytes = context.bytes();
        for (long at = 0; at + FLAGS + 4 <= bytes.byteSize(); at += 4) {
            if (bytes.get(LONG, at) == x0 && bytes.get(LONG, at + 8) == x1) {
                return at;
            }
        }
        throw new IllegalStateException("the general registers were not found in the engine's context");
    }
}
