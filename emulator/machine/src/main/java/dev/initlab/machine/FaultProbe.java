package dev.initlab.machine;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.OptionalLong;

import dev.initlab.unicorn.Context;
import dev.initlab.unicorn.Engine;
import dev.initlab.unicorn.HookType;
import dev.initlab.unicorn.MemoryAccess;
import dev.initlab.unicorn.Permission;
import dev.initlab.unicorn.TlbMode;
import dev.initlab.unicorn.TlbResult;

/**
 * Finds the exact address of a refused data access; the engine tells its page only.
 *
 * <p>The instruction is run once more in an engine of its own, on the guest's memory, with a frame of nobody's in
 * the page's place and every access watched; what it wrote elsewhere is put back. A hook on the guest's own engine
 * would not do: it is built into translations, and taking it out again disturbs the next run.
 */
final class FaultProbe {
    /** As small as the engine takes it, for one instruction. */
    private static final int TCG_BUFFER = 1 << 20;

    private final Mmu mmu;
    private final Mmu.Refusal refusal;
    private final long page;
    /** Physical address of the frame in the page's place. */
    private final long frame;
    private final Deque<Overwritten> overwritten = new ArrayDeque<>();
    private OptionalLong found = OptionalLong.empty();

    private record Overwritten(MemorySegment memory, byte[] bytes) {
    }

    private FaultProbe(Mmu mmu, Mmu.Refusal refusal) {
        this.mmu = mmu;
        this.refusal = refusal;
        page = refusal.virtual() & -Mmu.PAGE_SIZE;
        frame = mmu.ram().pageBelow(2);
    }

    /**
     * The first address inside the refused page that an instruction uses.
     *
     * @param state registers of the guest's engine, just saved
     * @param start where the engine is to begin: the instruction
     * @return empty if the instruction, run again, does not come to it
     */
    static OptionalLong addressOf(Isa isa, Mmu mmu, Context state, long start, Mmu.Refusal refusal) {
        FaultProbe probe = new FaultProbe(mmu, refusal);
        try (HostMemory nobodys = HostMemory.allocate(Mmu.PAGE_SIZE); Engine engine = isa.open()) {
            engine.tcgBufferSize(TCG_BUFFER);
            engine.tlbMode(TlbMode.VIRTUAL);
            isa.initialize(engine);
            engine.mapPointer(mmu.ram().base(), mmu.ram().segment(), Permission.ALL);
            engine.mapPointer(probe.frame, nobodys.segment(), Permission.ALL);
            engine.onTlbFill((e, virtual, access, result) -> probe.fill(virtual, access, result));
            engine.onMemory(EnumSet.of(HookType.MEM_READ, HookType.MEM_WRITE), 1, 0, probe::accessed);
            try (Context context = engine.newContext()) {
                context.save(); // makes its bytes valid
                context.bytes().copyFrom(state.bytes());
                context.restore();
                engine.run(start, 0, 0, 1);
            }
            probe.putBack();
        }
        return probe.found;
    }

    private boolean fill(long virtual, MemoryAccess access, TlbResult result) {
        boolean refused = (virtual & -Mmu.PAGE_SIZE) == page;
        long entry = mmu.current().entryAt(virtual);
        // What the instruction wrote before, it wrote in its first run too; what comes behind must not be.
        if (!refused && (entry == 0 || access == MemoryAccess.WRITE && found.isPresent())) {
            return false;
        }
        result.physical((refused ? frame : AddressSpace.physicalOf(entry)) + (virtual & Mmu.PAGE_SIZE - 1));
        result.permissions(Protection.EXECUTE
                | (refused || access == MemoryAccess.WRITE ? Protection.READ | Protection.WRITE : Protection.READ));
        return true;
    }

    /** Called with physical addresses; an access over the end of a page comes once, with that of its beginning. */
    private void accessed(Engine inside, MemoryAccess access, long address, int size, long value) {
        boolean same = refusal.access() == (access == MemoryAccess.WRITE ? Access.WRITE : Access.READ);
        boolean within = (address & -Mmu.PAGE_SIZE) == frame;
        int here = (int) Math.min(size, Mmu.PAGE_SIZE - (address & Mmu.PAGE_SIZE - 1));
        if (found.isEmpty() && same && within) {
            found = OptionalLong.of(page + (address - frame));
        } else if (found.isEmpty() && same && here < size) {
            found = OptionalLong.of(page);
        }
        if (access == MemoryAccess.WRITE && mmu.ram().contains(address, here)) {
            MemorySegment memory = mmu.ram().slice(address, here);
            overwritten.push(new Overwritten(memory, memory.toArray(ValueLayout.JAVA_BYTE)));
        }
    }

    /** Last written first, as a byte may have been written twice. */
    private void putBack() {
        overwritten.forEach(o -> o.memory().copyFrom(MemorySegment.ofArray(o.bytes())));
    }
}
