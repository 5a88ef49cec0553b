package dev.initlab.unicorn;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/**
 * The segments an engine uses without owning them: mapped memory, and native code with its data.
 *
 * <p>They stay reachable from here, and the calls that touch them keep their arenas open. Native code
 * stays for good: translated guest code may call it after its hook is gone.
 */
final class LentMemory {
    private static final GuardedCalls UNGUARDED = GuardedCalls.of(List.of());

    private record Mapping(long address, long size, MemorySegment memory) {
        long end() {
            return address + size;
        }

        Mapping part(long from, long to) {
            return new Mapping(from, to - from, memory.asSlice(from - address, to - from));
        }
    }

    private List<Mapping> mappings = new ArrayList<>();
    private final List<MemorySegment> forGood = new ArrayList<>();
    private List<MemorySegment> guards = List.of();
    private GuardedCalls calls = UNGUARDED;
    private boolean keepUnmapped;

    /** The guarded calls. Throws where somebody has freed the lent memory. */
    GuardedCalls calls() {
        if (!isAlive()) {
            throw new IllegalStateException("memory that the engine uses has been freed with its arena");
        }
        return calls;
    }

    boolean isAlive() {
        for (MemorySegment guard : guards) {
            if (!guard.scope().isAlive()) {
                return false;
            }
        }
        return true;
    }

    /** Throws if a segment is freed already, or of one arena too many. */
    void checkAcceptable(MemorySegment memory) {
        if (!memory.scope().isAlive()) {
            throw new IllegalStateException("the memory has been freed with its arena");
        }
        if (guards.size() >= GuardedCalls.MAX_ARENAS && guards.stream().noneMatch(memory.scope()::equals)) {
            throw new IllegalStateException("memory of more than " + GuardedCalls.MAX_ARENAS + " arenas");
        }
    }

    void map(long address, long size, MemorySegment memory) {
        mappings.add(new Mapping(address, size, memory));
        rebuild();
    }

    void keepForGood(MemorySegment memory) {
        forGood.add(memory);
        rebuild();
    }

    /** From now on unmapped memory may come back, by the engine's own snapshots. */
    void keepUnmapped() {
        keepUnmapped = true;
    }

    void unmap(long address, long size) {
        List<Mapping> left = new ArrayList<>();
        long end = address + size;
        for (Mapping mapping : mappings) {
            long from = max(mapping.address, address);
            long to = min(mapping.end(), end);
            if (Long.compareUnsigned(from, to) >= 0) {
                left.add(mapping);
                continue;
            }
            if (keepUnmapped) {
                forGood.add(mapping.memory);
            }
            if (mapping.address != from) {
                left.add(mapping.part(mapping.address, from));
            }
            if (to != mapping.end()) {
                left.add(mapping.part(to, mapping.end()));
            }
        }
        mappings = left;
        rebuild();
    }

    /** The engine is closed. */
    void forget() {
        mappings.clear();
        forGood.clear();
        rebuild();
    }

    private void rebuild() {
        List<MemorySegment> distinct = new ArrayList<>();
        for (Mapping mapping : mappings) {
            addGuard(distinct, mapping.memory);
        }
        for (MemorySegment memory : forGood) {
            addGuard(distinct, memory);
        }
        if (!distinct.equals(guards)) {
            guards = distinct;
            calls = distinct.isEmpty() ? UNGUARDED : GuardedCalls.of(distinct);
        }
    }

    private static void addGuard(List<MemorySegment> guards, MemorySegment memory) {
        boolean needed = !memory.scope().equals(Arena.global().scope())
            && guards.stream().noneMatch(guard -> guard.scope().equals(memory.scope()));
        if (needed) {
            guards.add(memory);
        }
    }

    private static long max(long one, long other) {
        return Long.compareUnsigned(one, other) >= 0 ? one : other;
    }

    private static long min(long one, long other) {
        return Long.compareUnsigned(one, other) <= 0 ? one : other;
    }
}
