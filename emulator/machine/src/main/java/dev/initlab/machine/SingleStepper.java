package dev.initlab.machine;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;

import dev.initlab.unicorn.Context;
import dev.initlab.unicorn.Engine;
import dev.initlab.unicorn.ErrorCode;
import dev.initlab.unicorn.HookType;
import dev.initlab.unicorn.MemoryAccess;

/**
 * Runs single instructions of the guest, in an engine of its own, on the guest's memory and devices.
 *
 * <p>The guest's engine could be told to count to one, but would throw away all it has translated each time it goes
 * on. This one always counts to one, and has a memory hook, which would cost the guest's engine its speed.
 *
 * <p>Its code buffer may overflow: no block is chained to one before it, which is what {@link Translations} guards
 * against. 240,000 steps were tried.
 */
final class SingleStepper implements AutoCloseable {
    private final Engine engine;
    private final Isa isa;
    private final Mmu mmu;
    private final Context state;
    private final List<ExecutionObserver.DataAccess> accesses = new ArrayList<>();
    private int interrupt = -1;
    private boolean systemCall;

    /** Over an engine that has been wired like the guest's. */
    SingleStepper(Engine engine, Isa isa, Mmu mmu) {
        this.engine = engine;
        this.isa = isa;
        this.mmu = mmu;
        engine.onTlbFill((e, virtual, access, result) -> mmu.fill(virtual, access, result));
        engine.onMemory(EnumSet.of(HookType.MEM_READ, HookType.MEM_WRITE), 1, 0, this::accessed);
        engine.onInterrupt((e, number) -> {
            interrupt = number;
            e.stop();
        });
        isa.hookSystemCalls(engine, () -> {
            systemCall = true;
            engine.stop();
        });
        state = engine.newContext();
        state.save(); // makes its bytes valid
    }

    /**
     * Runs one instruction.
     *
     * @param registers of the guest's engine, just saved; those after the instruction are left there
     * @param start     where to begin, as the engine wants it
     * @param pc        where that is
     */
    ErrorCode step(Context registers, long start, long pc) {
        accesses.clear();
        interrupt = -1;
        systemCall = false;
        state.bytes().copyFrom(registers.bytes());
        state.restore();
        engine.flushTlb();
        mmu.watching(false);
        ErrorCode code;
        try {
            code = engine.run(start, isa.endOfRun(), 0, 1);
            state.save();
        } finally {
            mmu.watching(true);
        }
        long page = pc & -Mmu.PAGE_SIZE;
        engine.removeTranslations(page, page + Mmu.PAGE_SIZE);
        registers.bytes().copyFrom(state.bytes());
        return code;
    }

    /** The engine's number of the exception the last instruction ended with, or -1. */
    int interrupt() {
        return interrupt;
    }

    boolean systemCall() {
        return systemCall;
    }

    /** The accesses of the last instruction to frames that are watched. */
    List<ExecutionObserver.DataAccess> watchedAccesses() {
        return accesses.stream().filter(a -> mmu.isWatched(a.physical())
                || mmu.isWatched(a.physical() + a.size() - 1)).toList();
    }

    private void accessed(Engine inside, MemoryAccess access, long address, int size, long value) {
        accesses.add(new ExecutionObserver.DataAccess(
                access == MemoryAccess.WRITE ? Access.WRITE : Access.READ, address, size));
    }

    @Override
    public void close() {
        state.close();
        engine.close();
    }
}
