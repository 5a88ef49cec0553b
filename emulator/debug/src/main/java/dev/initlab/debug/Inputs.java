package dev.initlab.debug;

import java.util.ArrayList;
import java.util.List;

import dev.initlab.machine.Vcpu;

/**
 * What a debugger has done to the guest, by position: done again whenever a boot comes by there.
 *
 * <p>Something new takes away what was done at later positions: it belongs to a future that is not to be.
 */
public final class Inputs {
    private static final long NEVER = Long.MAX_VALUE;

    /** A change of registers or memory. */
    @FunctionalInterface
    public interface Input {
        void apply(Vcpu vcpu);
    }

    private record Recorded(long position, Input input) {
    }

    private final List<Recorded> recorded = new ArrayList<>();

    /** Does something to the guest, which stands at a position, and remembers it. */
    public synchronized void add(long position, Input input, Vcpu vcpu) {
        input.apply(vcpu);
        recorded.removeIf(r -> r.position() > position);
        recorded.add(new Recorded(position, input));
    }

    synchronized void clear() {
        recorded.clear();
    }

    /** The first position after another at which something was done. */
    synchronized long after(long position) {
        return recorded.stream().mapToLong(Recorded::position).filter(p -> p > position).min().orElse(NEVER);
    }

    /** Does what was done at a position. */
    synchronized void apply(long position, Vcpu vcpu) {
        recorded.stream().filter(r -> r.position() == position).forEach(r -> r.input().apply(vcpu));
    }
}
