package dev.initlab.unicorn;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * A saved state of the processor, in native memory, made by {@link Engine#newContext()}.
 *
 * <p>It belongs to its engine and follows its thread rules; closing the engine closes it.
 */
public final class Context implements AutoCloseable {
    private final Engine engine;
    private final Core core;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment memory;
    private final MemorySegment slot;
    private boolean closed;

    Context(Engine engine, Core core, long address, long size) {
        this.engine = engine;
        this.core = core;
        memory = MemorySegment.ofAddress(address).reinterpret(size, arena, null);
        slot = arena.allocate(16, 16);
    }

    /** Saves the engine's present state here. */
    public void save() {
        boolean entered = enter();
        try {
            core.check(NativeCalls.contextSave(core.uc, memory.address()), "saving a context");
        } finally {
            core.occupancy.leave(entered);
        }
    }

    /** Puts this state back into the engine. */
    public void restore() {
        boolean entered = enter();
        try {
            core.check(NativeCalls.contextRestore(core.uc, memory.address()), "restoring a context");
        } finally {
            core.occupancy.leave(entered);
        }
    }

    /** The native context, to be read and patched; its layout is libunicorn's own. Ends with {@link #close()}. */
    public MemorySegment bytes() {
        return memory;
    }

    /** A register of the saved state. */
    public long register(int id) {
        boolean entered = enter();
        try {
            slot.set(JAVA_LONG, 0, 0);
            slot.set(JAVA_LONG, 8, 8);
            core.check(NativeCalls.contextRegRead2(memory.address(), id, slot.address(), slot.address() + 8),
                "reading a context");
            return slot.get(JAVA_LONG, 0);
        } finally {
            core.occupancy.leave(entered);
        }
    }

    /** Changes a register of the saved state. */
    public void register(int id, long value) {
        boolean entered = enter();
        try {
            slot.set(JAVA_LONG, 0, value);
            slot.set(JAVA_LONG, 8, 8);
            core.check(NativeCalls.contextRegWrite2(memory.address(), id, slot.address(), slot.address() + 8),
                "writing a context");
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
        }
    }
}
