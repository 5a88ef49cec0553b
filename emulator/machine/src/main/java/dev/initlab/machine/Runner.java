package dev.initlab.machine;

import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.function.Supplier;

import dev.initlab.unicorn.Context;
import dev.initlab.unicorn.Engine;
import dev.initlab.unicorn.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * Runs the engine, and makes one reason to stop of all the ways it has to end a run.
 *
 * <p>What the guest need not know of is seen to here: pages that swap writing for execution, a full code buffer, hints
 * the engine takes for errors, instructions that somebody looks at.
 */
final class Runner implements AutoCloseable {
    private final Engine engine;
    private final Supplier<Engine> newStepEngine;
    private final Isa isa;
    private final Vcpu vcpu;
    private final Mmu mmu;
    private final TrapHandler traps;
    private final WorkMeter meter;
    private final RunBudget budget;
    private final Clock clock;
    private final Context scratch;
    /** Where the engine would end a run by itself; it looks the byte before up, so it must be mapped or 0. */
    private final long until;
    private @Nullable BlockInspection inspection;
    private @Nullable SingleStepper stepper;
    private volatile boolean running;
    private volatile boolean stopRequested;

    // Set by callbacks during a run.
    private int hypercall = -1;
    private int interrupt = -1;
    private boolean systemCall;

    Runner(Board board, Vcpu vcpu, TrapHandler traps, RunBudget budget, Clock clock, Context scratch) {
        engine = board.engine();
        newStepEngine = board::newEngine;
        isa = board.isa();
        meter = board.meter();
        this.vcpu = vcpu;
        mmu = vcpu.mmu();
        this.traps = traps;
        this.budget = budget;
        this.clock = clock;
        this.scratch = scratch;
        until = board.isHosted() ? isa.endOfRun() : 0;
    }

    /** Lets somebody look at the code that runs, for good. */
    void inspect(BlockInspection by) {
        inspection = by;
        meter.inspect(by);
    }

    /** Stops the guest at the next block, from any thread; whether it is outside the engine. */
    boolean requestStop() {
        stopRequested = true;
        if (!running) {
            return true;
        }
        budget.drain();
        return false;
    }

    boolean isStopRequested() {
        return stopRequested;
    }

    /** Runs from where the vCPU is, in the privilege it has, until the guest needs somebody else. */
    Exit run() {
        boolean storeIntoItself = false;
        while (true) {
            if (stopRequested) {
                stopRequested = false;
                return new Exit.StopRequested();
            }
            boolean alone = lookAtNext();
            if (stopRequested) {
                continue;
            }
            OptionalInt line = BlockInspection.looksAt(inspection, vcpu.pc()) ? OptionalInt.empty() : budget.takeInterrupt();
            if (line.isPresent()) {
                return new Exit.Interrupted(line.getAsInt());
            }
            budget.set();
            hypercall = -1;
            interrupt = -1;
            systemCall = false;
            mmu.settle();
            mmu.clearRefusal();
            long start = isa.resumeAddress(vcpu);
            long startPc = vcpu.pc();
            running = true;
            ErrorCode code;
            try {
                code = storeIntoItself ? step(start, mmu.refusal().virtual())
                        : alone ? stepAlone(start) : engine.run(start, until, 0, 0);
            } finally {
                running = false;
            }
            boolean stepped = storeIntoItself || alone;
            storeIntoItself = false;
            // What the MMU refuses is no exception to the engine: there is nothing to forget.
            if (inspection != null && mmu.wasRefusedByWatch() && code != ErrorCode.OK) {
                inspection.enter(vcpu.pc());
                continue;
            }
            if (hypercall >= 0) {
                return new Exit.Hypercall(hypercall);
            }
            if (systemCall) {
                return new Exit.SystemCall();
            }
            if (interrupt >= 0) {
                Exit exit = afterInterrupt();
                if (isCounterRead(exit)) {
                    continue;
                }
                return exit;
            }
            if (mmu.wasRefused() && code != ErrorCode.OK) {
                if (isReturn()) {
                    if (inspection != null) {
                        inspection.returned();
                    }
                    return new Exit.Returned();
                }
                storeIntoItself = mmu.wasStoreIntoItself(vcpu.pc());
                if (storeIntoItself || mmu.swapWriteAndExecute()) {
                    continue;
                }
                Mmu.Refusal refusal = mmu.refusal();
                return faulted(FaultKind.PAGE, refusal.access(), addressOf(refusal), -1);
            }
            if (mmu.makeRoom() && code == ErrorCode.OK) {
                continue;
            }
            if (code != ErrorCode.OK) {
                // Where nothing was carried out, it is not the hint before that the engine means.
                if (code == ErrorCode.INSN_INVALID && vcpu.pc() != startPc && isa.isBehindHint(vcpu)) {
                    continue;
                }
                Exit exit = afterError(code);
                if (isCounterRead(exit)) {
                    continue;
                }
                return exit;
            }
            if (stopRequested) {
                continue;
            }
            RunBudget.Stop stop = budget.stopped();
            if (stop == RunBudget.Stop.WORK) {
                return new Exit.WorkExhausted();
            }
            if (stop == RunBudget.Stop.TIMER || stepped || BlockInspection.looksAt(inspection, vcpu.pc())) {
                continue;
            }
            return new Exit.Halted();
        }
    }

    /**
     * Whether the fetch just refused was that at the return address. Nothing is there, on purpose: the engine
     * translates the block at the end of a run anew each time.
     */
    private boolean isReturn() {
        return mmu.privilege() == Privilege.KERNEL && mmu.refusal().access() == Access.EXECUTE
                && vcpu.pc() == isa.returnAddress();
    }

    /** Whether user code ended at an instruction that reads a counter: then it has been carried out. */
    private boolean isCounterRead(Exit exit) {
        return mmu.privilege() == Privilege.USER && exit instanceof Exit.Faulted(Fault fault)
                && isa.readCounter(vcpu, fault, clock.now());
    }

    /** Announces the next instruction, if the code here is looked at. Returns whether it is to be run alone. */
    private boolean lookAtNext() {
        BlockInspection looking = inspection;
        if (looking == null || !looking.isAt(vcpu.pc())) {
            return false;
        }
        looking.announce();
        if (!looking.isAt(vcpu.pc())) { // the observer has moved it
            return false;
        }
        if (meter.isStub(vcpu.pc()) || isa.waits(vcpu.memory(), vcpu.pc())) { // something only the guest's engine does
            looking.rest();
            return false;
        }
        return true;
    }

    /** Runs one instruction in the engine for that. */
    private ErrorCode stepAlone(long start) {
        SingleStepper by = stepper == null ? new SingleStepper(newStepEngine.get(), isa, mmu) : stepper;
        stepper = by;
        BlockInspection looking = Objects.requireNonNull(inspection);
        scratch.save();
        ErrorCode code = by.step(scratch, start, vcpu.pc());
        scratch.restore();
        interrupt = by.interrupt();
        systemCall = by.systemCall();
        if (code == ErrorCode.OK && interrupt < 0 && !systemCall) {
            looking.advance(vcpu.pc());
            List<ExecutionObserver.DataAccess> accesses = by.watchedAccesses();
            if (!accesses.isEmpty()) {
                looking.accessed(accesses);
            }
        } else {
            looking.fail();
        }
        return code;
    }

    /** The engine rounds: on Arm even the address of a fetch, and that of data to the page everywhere. */
    private long addressOf(Mmu.Refusal refusal) {
        long pc = vcpu.pc();
        if (refusal.access() != Access.EXECUTE) {
            scratch.save();
            return FaultProbe.addressOf(isa, mmu, scratch, isa.resumeAddress(vcpu), refusal).orElse(refusal.virtual());
        }
        boolean samePage = (refusal.virtual() & -Mmu.PAGE_SIZE) == (pc & -Mmu.PAGE_SIZE);
        return samePage ? pc : refusal.virtual();
    }

    /** Runs the one instruction that stores into the page it lies in. */
    private ErrorCode step(long start, long page) {
        long at = vcpu.pc();
        mmu.allowBoth();
        try {
            ErrorCode code = engine.run(start, until, 0, 1);
            // On x86 a store into its own block makes the engine begin the block again, counting on.
            return code == ErrorCode.OK && vcpu.pc() == at ? engine.run(start, until, 0, 2) : code;
        } finally {
            mmu.forbidBoth(page);
        }
    }

    private Exit afterInterrupt() {
        Isa.Trap trap = isa.trap(vcpu, interrupt, scratch);
        return switch (trap) {
            case Isa.Trap.SystemCall() -> new Exit.SystemCall();
            case Isa.Trap.Exception(FaultKind kind, int vector, Access access, long address) -> {
                isa.forgetException(scratch);
                yield faulted(kind, access, address, vector);
            }
        };
    }

    private Exit afterError(ErrorCode code) {
        return switch (code) {
            case INSN_INVALID, EXCEPTION -> {
                isa.forgetException(scratch);
                yield faulted(FaultKind.UNDEFINED_INSTRUCTION, Access.EXECUTE, vcpu.pc(), -1);
            }
            case READ_UNMAPPED, READ_PROT, READ_UNALIGNED -> faulted(FaultKind.BUS, Access.READ, vcpu.pc(), -1);
            case WRITE_UNMAPPED, WRITE_PROT, WRITE_UNALIGNED -> faulted(FaultKind.BUS, Access.WRITE, vcpu.pc(), -1);
            case FETCH_UNMAPPED, FETCH_PROT, FETCH_UNALIGNED ->
                    faulted(FaultKind.BUS, Access.EXECUTE, vcpu.pc(), -1);
            default -> throw new IllegalStateException("the engine ended with %s at 0x%x".formatted(code, vcpu.pc()));
        };
    }

    /** A fault where the vCPU is. */
    Exit faulted(FaultKind kind, Access access, long address, int vector) {
        return new Exit.Faulted(new Fault(kind, access, address, vcpu.pc(), vector, mmu.privilege()));
    }

    /** A block of a hypercall stub is about to run. */
    void onStub(int index, Engine inside) {
        if (!traps.answerInside(index)) {
            hypercall = index;
            inside.stop();
        }
    }

    /** The engine met an exception or a system call instruction of that number. */
    void onInterrupt(int number, Engine inside) {
        interrupt = number;
        inside.stop();
    }

    /** The engine met a system call instruction that it has a hook of its own for. */
    void onSystemCall(Engine inside) {
        systemCall = true;
        inside.stop();
    }

    @Override
    public void close() {
        if (stepper != null) {
            stepper.close();
        }
    }
}
