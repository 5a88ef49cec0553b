package dev.initlab.machine;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;

import dev.initlab.machine.device.SerialLine;
import dev.initlab.unicorn.TlbMode;

/**
 * Hosted machines whose engine and translations are used again when they are closed.
 *
 * <p>Translating its code is most of a boot's time; a machine that ran the same program before has done it. What
 * runs on it sees no difference: registers, memory, devices and virtual time are those of a new one. What waits
 * here is closed when too much does, and by {@link #clear}. May be used by any thread.
 */
public final class MachinePool {
    private final int limit;
    /** Used last, first. */
    private final Deque<Idle> idle = new ArrayDeque<>();

    private record Idle(Object program, Board board) {
    }

    /**
     * An empty pool.
     *
     * @param limit how many machines may wait in it
     */
    public MachinePool(int limit) {
        this.limit = limit;
    }

    /**
     * A machine as {@link Machine#openHosted} gives it, that comes back to this pool.
     *
     * @param program equal to another's if both run mostly the same code
     */
    public Machine open(Architecture architecture, long ramSize, Vcpu.Stubs stubs, Object program,
            TrapHandler traps, SerialLine line) {
        Board.Kind kind = new Board.Kind(architecture, ramSize, TlbMode.VIRTUAL, stubs);
        Board board = take(kind, program).orElseGet(() -> new Board(kind));
        return new Machine(board, traps, line, b -> giveBack(new Idle(program, b)));
    }

    /** How many machines wait. */
    public synchronized int size() {
        return idle.size();
    }

    /** Closes all that wait. */
    public synchronized void clear() {
        idle.forEach(i -> i.board().close());
        idle.clear();
    }

    private synchronized Optional<Board> take(Board.Kind kind, Object program) {
        for (Iterator<Idle> all = idle.iterator(); all.hasNext(); ) {
            Idle next = all.next();
            if (next.program().equals(program) && next.board().kind().equals(kind)) {
                all.remove();
                return Optional.of(next.board());
            }
        }
        return Optional.empty();
    }

    private void giveBack(Idle used) {
        used.board().reset(); // takes its time, which others need not wait for
        keep(used);
    }

    private synchronized void keep(Idle used) {
        idle.addFirst(used);
        while (idle.size() > limit) {
            idle.removeLast().board().close();
        }
    }
}
