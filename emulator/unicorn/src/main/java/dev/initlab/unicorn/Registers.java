package dev.initlab.unicorn;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.MemorySegment;

/**
 * Register access. Nothing is allocated per call.
 *
 * <p>Values go through 64-bit slots in the host's (little-endian) order, zeroed before a read, so that
 * narrower registers are zero-extended; the sized functions refuse wider ones.
 *
 * <p>The critical calls must never come back through a callback. Two kinds of writes can: loading an x86
 * segment reads its descriptor from guest memory, and coprocessor operations may walk page tables.
 */
final class Registers {
    private static final int BATCH = 64;
    private static final int WIDEST = 256;

    private static final long VALUE = 0;
    private static final long SIZE = 8;
    private static final long WIDE = 16;
    private static final long IDS = WIDE + WIDEST;
    private static final long POINTERS = IDS + 4 * BATCH;
    private static final long SIZES = POINTERS + 8 * BATCH;
    private static final long VALUES = SIZES + 8 * BATCH;
    private static final long PEEKED = VALUES + 8 * BATCH;
    private static final long PEEKED_SIZE = PEEKED + 8;
    private static final long END = PEEKED_SIZE + 8;

    private final Core core;
    private final MemorySegment memory;
    private final MemorySegment struct;
    private final long base;

    Registers(Core core) {
        this.core = core;
        memory = core.scratch(END);
        struct = memory.asSlice(WIDE, WIDEST);
        base = memory.address();
        for (int i = 0; i < BATCH; i++) {
            memory.setAtIndex(JAVA_LONG, POINTERS / 8 + i, base + VALUES + 8 * i);
        }
    }

    long read(int id) {
        boolean entered = core.occupancy.enter();
        try {
            memory.set(JAVA_LONG, VALUE, 0);
            memory.set(JAVA_LONG, SIZE, 8);
            int code = NativeCalls.regRead2(core.uc, id, base + VALUE, base + SIZE);
            if (code != 0) {
                throw failed("read", id, code);
            }
            return memory.get(JAVA_LONG, VALUE);
        } finally {
            core.occupancy.leave(entered);
        }
    }

    void write(int id, long value) {
        boolean entered = core.occupancy.enter();
        try {
            memory.set(JAVA_LONG, VALUE, value);
            memory.set(JAVA_LONG, SIZE, 8);
            int code = writeFrom(base + VALUE, id);
            if (code != 0) {
                throw failed("write", id, code);
            }
        } finally {
            core.occupancy.leave(entered);
        }
    }

    private int writeFrom(long value, int id) {
        if (isPlain(id)) {
            return NativeCalls.regWrite2(core.uc, id, value, base + SIZE);
        }
        boolean loadsDescriptor = core.arch == Arch.X86 && loadsDescriptor(id, value);
        GuardedCalls calls = core.lent.calls();
        boolean outer = core.beginCall();
        boolean refused = false;
        int code;
        try {
            if (loadsDescriptor) {
                core.beginCover();
            }
            code = calls.regWrite2(core.uc, id, value, base + SIZE);
        } finally {
            refused = core.endCover();
            if (refused) {
                NativeCalls.ctl(core.uc, Control.flushTlbControl());
            }
            core.endCall(outer);
        }
        return refused ? ErrorCode.EXCEPTION.value() : code;
    }

    /**
     * Whether a write makes libunicorn read a descriptor of the GDT or LDT. It could fault, which crashes
     * libunicorn outside a run and jumps over Java frames inside one: there it is refused.
     */
    private boolean loadsDescriptor(int id, long value) {
        boolean longModeSelector = core.mode == Mode.MODE_64 && id != X86.REG_FS && id != X86.REG_GS;
        boolean nullSelector = (Upcalls.ALL_MEMORY.get(JAVA_SHORT, value) & ~3) == 0;
        if (core.mode == Mode.MODE_16 || longModeSelector || nullSelector) {
            return false;
        }
        core.requireIdle("loading a segment register");
        if (!translationCannotFault()) {
            throw new IllegalStateException("with paging on, only the guest can load a segment register");
        }
        return true;
    }

    /** Whether the guest's own page tables are out of play: a virtual TLB, or paging known to be off. */
    boolean translationCannotFault() {
        if (core.tlbMode == TlbMode.VIRTUAL) {
            return true;
        }
        return switch (core.arch) {
            case X86 -> (peek(X86.REG_CR0) & 1L << 31) == 0;
            case ARM64 -> (coprocessor(new Arm64CpReg(3, 0, 1, 0, 0)) & 1) == 0;
            case ARM -> (coprocessor(new ArmCpReg(15, 0, 1, 0, 0)) & 1) == 0;
            default -> false;
        };
    }

    /** Whether a write cannot come back through a callback. */
    private boolean isPlain(int id) {
        return switch (core.arch) {
            case X86 -> switch (id) {
                case X86.REG_CS, X86.REG_DS, X86.REG_ES, X86.REG_FS, X86.REG_GS, X86.REG_SS -> false;
                default -> true;
            };
            case ARM64 -> id != Arm64.REG_CP_REG;
            case ARM -> id != Arm.REG_CP_REG;
            default -> false;
        };
    }

    /** Reads a register while another one is on its way through the slots. */
    private long peek(int id) {
        memory.set(JAVA_LONG, PEEKED, 0);
        memory.set(JAVA_LONG, PEEKED_SIZE, 8);
        core.check(NativeCalls.regRead2(core.uc, id, base + PEEKED, base + PEEKED_SIZE), "reading a register");
        return memory.get(JAVA_LONG, PEEKED);
    }

    void read(int[] ids, long[] values) {
        checkLengths(ids, values);
        boolean entered = core.occupancy.enter();
        try {
            for (int from = 0; from < ids.length; from += BATCH) {
                int count = Math.min(BATCH, ids.length - from);
                prepare(ids, from, count);
                memory.asSlice(VALUES, 8L * count).fill((byte) 0);
                int code = NativeCalls.regReadBatch2(core.uc, base + IDS, base + POINTERS, base + SIZES, count);
                core.check(code, "read of a batch of registers");
                MemorySegment.copy(memory, JAVA_LONG, VALUES, values, from, count);
            }
        } finally {
            core.occupancy.leave(entered);
        }
    }

    void write(int[] ids, long[] values) {
        checkLengths(ids, values);
        boolean entered = core.occupancy.enter();
        try {
            for (int id : ids) {
                if (!isPlain(id)) {
                    writeOneByOne(ids, values);
                    return;
                }
            }
            for (int from = 0; from < ids.length; from += BATCH) {
                int count = Math.min(BATCH, ids.length - from);
                prepare(ids, from, count);
                MemorySegment.copy(values, from, memory, JAVA_LONG, VALUES, count);
                int code = NativeCalls.regWriteBatch2(core.uc, base + IDS, base + POINTERS, base + SIZES, count);
                core.check(code, "write of a batch of registers");
            }
        } finally {
            core.occupancy.leave(entered);
        }
    }

    private void writeOneByOne(int[] ids, long[] values) {
        for (int i = 0; i < ids.length; i++) {
            write(ids[i], values[i]);
        }
    }

    private void prepare(int[] ids, int from, int count) {
        MemorySegment.copy(ids, from, memory, JAVA_INT, IDS, count);
        for (int i = 0; i < count; i++) {
            memory.setAtIndex(JAVA_LONG, SIZES / 8 + i, 8);
        }
    }

    private static void checkLengths(int[] ids, long[] values) {
        if (values.length < ids.length) {
            throw new IllegalArgumentException(ids.length + " registers, " + values.length + " values");
        }
    }

    long readWide(int id, MemorySegment out) {
        boolean entered = core.occupancy.enter();
        try {
            long room = Math.min(out.byteSize(), WIDEST);
            // Some registers are structs with fields that say which.
            MemorySegment.copy(out, 0, struct, 0, room);
            memory.set(JAVA_LONG, SIZE, room);
            int code = NativeCalls.regRead2(core.uc, id, base + WIDE, base + SIZE);
            if (code != 0) {
                throw failed("read", id, code);
            }
            long size = Math.min(memory.get(JAVA_LONG, SIZE), room);
            MemorySegment.copy(struct, 0, out, 0, size);
            return size;
        } finally {
            core.occupancy.leave(entered);
        }
    }

    void writeWide(int id, MemorySegment in) {
        boolean entered = core.occupancy.enter();
        try {
            long size = Math.min(in.byteSize(), WIDEST);
            MemorySegment.copy(in, 0, struct, 0, size);
            memory.set(JAVA_LONG, SIZE, size);
            int code = writeFrom(base + WIDE, id);
            if (code != 0) {
                throw failed("write", id, code);
            }
        } finally {
            core.occupancy.leave(entered);
        }
    }

    long msr(int index) {
        requireArch(Arch.X86);
        boolean entered = core.occupancy.enter();
        try {
            CpRegStructs.writeMsr(struct, index, 0);
            readStruct(X86.REG_MSR, "MSR", index);
            return CpRegStructs.msrValue(struct);
        } finally {
            core.occupancy.leave(entered);
        }
    }

    void msr(int index, long value) {
        requireArch(Arch.X86);
        boolean entered = core.occupancy.enter();
        try {
            CpRegStructs.writeMsr(struct, index, value);
            writeStruct(X86.REG_MSR, "MSR", index);
        } finally {
            core.occupancy.leave(entered);
        }
    }

    long coprocessor(Arm64CpReg reg) {
        requireArch(Arch.ARM64);
        boolean entered = core.occupancy.enter();
        try {
            CpRegStructs.writeArm64(struct, reg, 0);
            readStruct(Arm64.REG_CP_REG, "system register", reg);
            return CpRegStructs.arm64Value(struct, 0);
        } finally {
            core.occupancy.leave(entered);
        }
    }

    void coprocessor(Arm64CpReg reg, long value) {
        requireArch(Arch.ARM64);
        boolean entered = core.occupancy.enter();
        try {
            CpRegStructs.writeArm64(struct, reg, value);
            writeStruct(Arm64.REG_CP_REG, "system register", reg);
        } finally {
            core.occupancy.leave(entered);
        }
    }

    long coprocessor(ArmCpReg reg) {
        requireArch(Arch.ARM);
        boolean entered = core.occupancy.enter();
        try {
            CpRegStructs.writeArm(struct, reg, 0);
            readStruct(Arm.REG_CP_REG, "system register", reg);
            return CpRegStructs.armValue(struct);
        } finally {
            core.occupancy.leave(entered);
        }
    }

    void coprocessor(ArmCpReg reg, long value) {
        requireArch(Arch.ARM);
        boolean entered = core.occupancy.enter();
        try {
            CpRegStructs.writeArm(struct, reg, value);
            writeStruct(Arm.REG_CP_REG, "system register", reg);
        } finally {
            core.occupancy.leave(entered);
        }
    }

    private void readStruct(int id, String what, Object which) {
        int code = NativeCalls.regRead(core.uc, id, base + WIDE);
        if (code != 0) {
            throw new UnicornException("read of " + what + " " + which, code);
        }
    }

    private void writeStruct(int id, String what, Object which) {
        GuardedCalls calls = core.lent.calls();
        boolean outer = core.beginCall();
        int code;
        try {
            code = calls.regWrite(core.uc, id, base + WIDE);
        } finally {
            core.endCall(outer);
        }
        if (code != 0) {
            throw new UnicornException("write of " + what + " " + which, code);
        }
    }

    private void requireArch(Arch arch) {
        if (core.arch != arch) {
            throw new IllegalStateException("the engine is " + core.arch + ", not " + arch);
        }
    }

    private static UnicornException failed(String what, int id, int code) {
        return new UnicornException(what + " of register " + id, code);
    }
}
