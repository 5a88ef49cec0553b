package dev.initlab.unicorn;

import java.lang.foreign.MemorySegment;

import static java.lang.foreign.ValueLayout.JAVA_SHORT;

/**
 * Register access. Nothing is allocated per call.
 *
 * <p>The critical calls must never come back through a callback. Two kinds of writes can: loading an x86
 * segment reads its descriptor from guest memory, and coprocessor operations may walk page tables.
 */
final class Registers {
    private final Core core;
    private final RegisterSlots slots;
    private final RegisterSlots peeking;

    Registers(Core core, RegisterSlots slots) {
        this.core = core;
        this.slots = slots;
        peeking = new RegisterSlots(core);
    }

    long read(int id) {
        boolean entered = core.occupancy.enter();
        try {
            return read(id, slots);
        } finally {
            core.occupancy.leave(entered);
        }
    }

    private long read(int id, RegisterSlots through) {
        through.put(0);
        int code = NativeCalls.regRead2(core.uc, id, through.value, through.size);
        if (code != 0) {
            throw failed("read", id, code);
        }
        return through.get();
    }

    void write(int id, long value) {
        boolean entered = core.occupancy.enter();
        try {
            slots.put(value);
            int code = writeFrom(slots.value, id);
            if (code != 0) {
                throw failed("write", id, code);
            }
        } finally {
            core.occupancy.leave(entered);
        }
    }

    private int writeFrom(long value, int id) {
        if (isPlain(id)) {
            return NativeCalls.regWrite2(core.uc, id, value, slots.size);
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
            code = calls.regWrite2(core.uc, id, value, slots.size);
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
        boolean nullSelector = (NativeCalls.ALL_MEMORY.get(JAVA_SHORT, value) & ~3) == 0;
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
            case X86 -> (read(X86.REG_CR0, peeking) & 1L << 31) == 0;
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

    void read(int[] ids, long[] values) {
        RegisterSlots.checkLengths(ids, values);
        boolean entered = core.occupancy.enter();
        try {
            for (int from = 0; from < ids.length; from += RegisterSlots.BATCH) {
                int count = Math.min(RegisterSlots.BATCH, ids.length - from);
                slots.prepare(ids, from, count);
                core.check(NativeCalls.regReadBatch2(core.uc, slots.ids, slots.pointers, slots.sizes, count),
                    "read of a batch of registers");
                slots.getBatch(values, from, count);
            }
        } finally {
            core.occupancy.leave(entered);
        }
    }

    void write(int[] ids, long[] values) {
        RegisterSlots.checkLengths(ids, values);
        boolean entered = core.occupancy.enter();
        try {
            for (int id : ids) {
                if (!isPlain(id)) {
                    writeOneByOne(ids, values);
                    return;
                }
            }
            for (int from = 0; from < ids.length; from += RegisterSlots.BATCH) {
                int count = Math.min(RegisterSlots.BATCH, ids.length - from);
                slots.prepare(ids, from, count);
                slots.putBatch(values, from, count);
                core.check(NativeCalls.regWriteBatch2(core.uc, slots.ids, slots.pointers, slots.sizes, count),
                    "write of a batch of registers");
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

    long readWide(int id, MemorySegment out) {
        if (isSystemRegisters(id)) {
            throw new IllegalArgumentException("system registers are read one by one, with coprocessor()");
        }
        boolean entered = core.occupancy.enter();
        try {
            long room = slots.structSize(out.byteSize());
            // Some registers are structs with fields that say which.
            MemorySegment.copy(out, 0, slots.struct, 0, room);
            int code = NativeCalls.regRead2(core.uc, id, slots.structAddress, slots.size);
            if (code != 0) {
                throw failed("read", id, code);
            }
            long size = Math.min(slots.sizeLeft(), room);
            MemorySegment.copy(slots.struct, 0, out, 0, size);
            return size;
        } finally {
            core.occupancy.leave(entered);
        }
    }

    private boolean isSystemRegisters(int id) {
        return core.arch == Arch.ARM64 && id == Arm64.REG_CP_REG
            || core.arch == Arch.ARM && id == Arm.REG_CP_REG;
    }

    void writeWide(int id, MemorySegment in) {
        boolean entered = core.occupancy.enter();
        try {
            MemorySegment.copy(in, 0, slots.struct, 0, slots.structSize(in.byteSize()));
            int code = writeFrom(slots.structAddress, id);
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
            CpRegStructs.writeMsr(slots.struct, index, 0);
            readStruct(X86.REG_MSR, "MSR", index);
            return CpRegStructs.msrValue(slots.struct);
        } finally {
            core.occupancy.leave(entered);
        }
    }

    void msr(int index, long value) {
        requireArch(Arch.X86);
        boolean entered = core.occupancy.enter();
        try {
            CpRegStructs.writeMsr(slots.struct, index, value);
            writeStruct(X86.REG_MSR, "MSR", index);
        } finally {
            core.occupancy.leave(entered);
        }
    }

    long coprocessor(Arm64CpReg reg) {
        requireArch(Arch.ARM64);
        SystemRegisters.checkReadable(reg);
        boolean entered = core.occupancy.enter();
        try {
            CpRegStructs.writeArm64(slots.struct, reg, 0);
            readStruct(Arm64.REG_CP_REG, "system register", reg);
            return CpRegStructs.arm64Value(slots.struct, 0);
        } finally {
            core.occupancy.leave(entered);
        }
    }

    void coprocessor(Arm64CpReg reg, long value) {
        requireArch(Arch.ARM64);
        boolean entered = core.occupancy.enter();
        try {
            CpRegStructs.writeArm64(slots.struct, reg, value);
            writeStruct(Arm64.REG_CP_REG, "system register", reg);
        } finally {
            core.occupancy.leave(entered);
        }
    }

    long coprocessor(ArmCpReg reg) {
        requireArch(Arch.ARM);
        SystemRegisters.checkReadable(reg);
        boolean entered = core.occupancy.enter();
        try {
            if (SystemRegisters.needsTimer(reg)) {
                boolean timer = SystemRegisters.hasTimer(coprocessor(SystemRegisters.ID_PFR1));
                SystemRegisters.check(!timer, reg);
            }
            CpRegStructs.writeArm(slots.struct, reg, 0);
            readStruct(Arm.REG_CP_REG, "system register", reg);
            return CpRegStructs.armValue(slots.struct);
        } finally {
            core.occupancy.leave(entered);
        }
    }

    void coprocessor(ArmCpReg reg, long value) {
        requireArch(Arch.ARM);
        boolean entered = core.occupancy.enter();
        try {
            CpRegStructs.writeArm(slots.struct, reg, value);
            writeStruct(Arm.REG_CP_REG, "system register", reg);
        } finally {
            core.occupancy.leave(entered);
        }
    }

    private void readStruct(int id, String what, Object which) {
        int code = NativeCalls.regRead(core.uc, id, slots.structAddress);
        if (code != 0) {
            throw new UnicornException("read of " + what + " " + which, code);
        }
    }

    private void writeStruct(int id, String what, Object which) {
        GuardedCalls calls = core.lent.calls();
        boolean outer = core.beginCall();
        int code;
        try {
            code = calls.regWrite(core.uc, id, slots.structAddress);
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
