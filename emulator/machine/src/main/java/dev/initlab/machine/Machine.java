package dev.initlab.machine;

import java.util.function.Consumer;

import dev.initlab.machine.device.PowerSwitch;
import dev.initlab.machine.device.SerialLine;
import dev.initlab.machine.device.Timer;
import dev.initlab.unicorn.TlbMode;

/**
 * A machine: one vCPU, memory, a serial line, a timer, a power switch, and no idea of a kernel.
 *
 * <p>Who translates addresses is decided when it is opened: {@link #openHosted} lets Java do it, page by
 * page ({@link Mmu}), for a kernel model outside the guest; {@link #openBare} leaves it to the guest's own
 * page tables. Used by one thread at a time; closing it frees the engine and the memory, or gives them back
 * to the {@link MachinePool} they come from.
 */
public final class Machine implements AutoCloseable {
    private final Board board;
    private final Consumer<Board> giveBack;
    private final Mmu mmu;
    private final Vcpu vcpu;
    private final PowerSwitch power = new PowerSwitch();
    private final Clock clock = new Clock(this::work);
    private final Timer timer = new Timer(clock::now);
    private boolean spoiled;

    /** On a board nothing has run on, which is given back when the machine is closed. */
    Machine(Board board, TrapHandler traps, SerialLine line, Consumer<Board> giveBack) {
        this.board = board;
        this.giveBack = giveBack;
        Architecture architecture = board.kind().architecture();
        mmu = new Mmu(board);
        vcpu = new Vcpu(board, mmu, traps, clock, timer);
        board.plug(new Board.Plugged(mmu, vcpu, new PortBus(architecture.ports(line, power, timer)),
                architecture.memoryMapped(line, power, timer)));
    }

    /**
     * A machine whose address spaces are kept by Java.
     *
     * @param ramSize bytes, whole pages, at most 3 GiB
     * @param stubs   where the guest's hypercall stubs will be
     * @param line    what is behind the UART
     */
    public static Machine openHosted(Architecture architecture, long ramSize, Vcpu.Stubs stubs,
            TrapHandler traps, SerialLine line) {
        Board.Kind kind = new Board.Kind(architecture, ramSize, TlbMode.VIRTUAL, stubs);
        return new Machine(new Board(kind), traps, line, Board::close);
    }

    /** A machine whose guest owns the page tables; it starts with physical addresses. */
    public static Machine openBare(Architecture architecture, long ramSize, TrapHandler traps,
            SerialLine line) {
        Board.Kind kind = new Board.Kind(architecture, ramSize, TlbMode.CPU, Vcpu.Stubs.NONE);
        return new Machine(new Board(kind), traps, line, Board::close);
    }

    public Ram ram() {
        return board.ram();
    }

    public Mmu mmu() {
        return mmu;
    }

    public Vcpu vcpu() {
        return vcpu;
    }

    /** Virtual time; moves with the vCPU's work. */
    public Clock clock() {
        return clock;
    }

    /** The one timer, which the guest programs. */
    public Timer timer() {
        return timer;
    }

    public PowerSwitch power() {
        return power;
    }

    /** Says that something failed that should not have: nothing of this machine is to be used again. */
    public void spoil() {
        spoiled = true;
    }

    private long work() {
        return vcpu.work();
    }

    @Override
    public void close() {
        vcpu.close();
        if (spoiled) {
            board.close();
        } else {
            giveBack.accept(board);
        }
    }
}
