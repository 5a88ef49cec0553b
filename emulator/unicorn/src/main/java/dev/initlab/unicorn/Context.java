package dev.initlab.unicorn;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicInteger;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

/**
 * A saved state of the processor, in native memory, made by {@link Engine#newContext()}.
 *
 * <p>It belongs to its engine and follows its thread rules; closing the engine closes it.
 *
 * <p>Registers of the saved state can be read and changed, except those whose access needs the rest of
 * the processor (control and segment registers, system registers, floating-point control and the like):
 * libunicorn would reach beyond the saved bytes. They are refused with an
 * {@link IllegalArgumentException}; restore the state and use the engine for them.
 */
public final class Context implements AutoCloseable {
    /** {@code size_t context_size; uc_mode; uc_arch}: libunicorn trusts them, so they are put right. */
    private static final int HEADER_LONGS = 2;
    private static final AtomicInteger OPEN = new AtomicInteger();

    private final Engine engine;
    private final Core core;
    private final RegisterSlots slots;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment memory;
    private final long[] header = new long[HEADER_LONGS];
    private boolean saved;
    private boolean closed;

    Context(Engine engine, Core core, RegisterSlots slots, long address, long size) {
        this.engine = engine;
        this.core = core;
        this.slots = slots;
        memory = MemorySegment.ofAddress(address).reinterpret(size, arena, null);
        MemorySegment.copy(memory, JAVA_LONG, 0, header, 0, HEADER_LONGS);
        OPEN.incrementAndGet();
    }

    /** How many contexts are open in this JVM. */
    public static int openContexts() {
        return OPEN.get();
    }

    /** Saves the engine's present state here. */
    public void save() {
        boolean entered = enter();
        try {
            core.check(NativeCalls.contextSave(core.uc, memory.address()), "saving a context");
            saved = true;
        } finally {
            core.occupancy.leave(entered);
        }
    }

    /** Puts this state back into its engine. */
    public void restore() {
        boolean entered = enterSaved();
        try {
            core.check(NativeCalls.contextRestore(core.uc, memory.address()), "restoring a context");
        } finally {
            core.occupancy.leave(entered);
        }
    }

    /**
     * Puts this state into another engine of the same architecture, mode and processor model.
     *
     * @throws IllegalArgumentException if the engines differ, or one of them saves memory with its contexts
     */
    public void restoreInto(Engine other) {
        boolean entered = enterSaved();
        try {
            other.restoreForeign(core, memory);
        } finally {
            core.occupancy.leave(entered);
        }
    }

    /**
     * The whole native context, to be read and patched; its layout is libunicorn's own and changes with
     * its versions. The header before the registers must stay as it is. Ends with {@link #close()}.
     */
    public MemorySegment bytes() {
        return memory;
    }

    /** A register of up to 64 bits of the saved state, zero-extended. */
    public long register(int id) {
        ContextRegisters.checkReadable(core.arch, id);
        boolean entered = enterSaved();
        try {
            slots.put(0);
            int code = NativeCalls.contextRegRead2(memory.address(), id, slots.value, slots.size);
            if (code != 0) {
                throw new UnicornException("read of register " + id + " of a context", code);
            }
            return slots.get();
        } finally {
            core.occupancy.leave(entered);
        }
    }

    /** Changes a register of up to 64 bits of the saved state. */
    public void register(int id, long value) {
        ContextRegisters.checkWritable(core.arch, id);
        boolean entered = enterSaved();
        try {
            slots.put(value);
            int code = NativeCalls.contextRegWrite2(memory.address(), id, slots.value, slots.size);
            if (code != 0) {
                throw new UnicornException("write of register " + id + " of a context", code);
            }
        } finally {
            core.occupancy.leave(entered);
        }
    }

    /** Reads several registers of the saved state into the first elements of an array. */
    public void registers(int[] ids, long[] values) {
        RegisterSlots.checkLengths(ids, values);
        for (int id : ids) {
            ContextRegisters.checkReadable(core.arch, id);
        }
        boolean entered = enterSaved();
        try {
            for (int from = 0; from < ids.length; from += RegisterSlots.BATCH) {
                int count = Math.min(RegisterSlots.BATCH, ids.length - from);
                slots.prepare(ids, from, count);
                int code = NativeCalls.contextRegReadBatch2(memory.address(), slots.ids, slots.pointers,
                    slots.sizes, count);
                core.check(code, "read of registers of a context");
                slots.getBatch(values, from, count);
            }
        } finally {
            core.occupancy.leave(entered);
        }
    }

    /** Changes several registers of the saved state from the first elements of an array. */
    public void setRegisters(int[] ids, long[] values) {
        RegisterSlots.checkLengths(ids, values);
        for (int id : ids) {
            ContextRegisters.checkWritable(core.arch, id);
        }
        boolean entered = enterSaved();
        try {
            for (int from = 0; from < ids.length; from += RegisterSlots.BATCH) {
                int count = Math.min(RegisterSlots.BATCH, ids.length - from);
                slots.prepare(ids, from, count);
                slots.putBatch(values, from, count);
                int code = NativeCalls.contextRegWriteBatch2(memory.address(), slots.ids, slots.pointers,
                    slots.sizes, count);
                core.check(code, "write of registers of a context");
            }
        } finally {
            core.occupancy.leave(entered);
        }
    }

    private boolean enter() {
        boolean entered = core.occupancy.enter();
        if (closed) {
            core.occupancy.leave(entered);
            throw new IllegalStateException("the context is closed");
        }
        MemorySegment.copy(header, 0, memory, JAVA_LONG, 0, HEADER_LONGS);
        return entered;
    }

    private boolean enterSaved() {
        boolean entered = enter();
        if (!saved) {
            core.occupancy.leave(entered);
            throw new IllegalStateException("nothing has been saved in the context");
        }
        return entered;
    }

    /** Frees the native context. A second call does nothing. */
    @Override
    public void close() {
        engine.close(this);
    }

    /** The caller is inside the engine's occupancy. */
    void free() {
        if (!closed) {
            closed = true;
            long address = memory.address();
            arena.close();
            NativeCalls.contextFree(address);
            OPEN.decrementAndGet();
        }
    }
}
