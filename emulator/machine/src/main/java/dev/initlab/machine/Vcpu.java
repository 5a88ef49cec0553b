package dev.initlab.machine;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;

import dev.initlab.machine.device.Timer;
import dev.initlab.unicorn.Context;
import dev.initlab.unicorn.Engine;
import dev.initlab.unicorn.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * The processor of a machine: runs guest code and says why it stopped.
 *
 * <p>A guest function is called by {@link #call} from ordinary Java code; whatever leaves the guest on
 * the way goes to the {@link TrapHandler}, outside the engine, where guest functions may be called
 * again, to a depth of {@value #MAX_DEPTH}. User code runs by {@link #runUser}. One thread at a time
 * may use the vCPU; only {@link #requestStop} is for any thread.
 */
public final class Vcpu implements AutoCloseable {
    /** How deep guest calls may nest through Java. */
    public static final int MAX_DEPTH = 64;

    private static final int WIDEST_REGISTER = 64;

    private final Engine engine;
    private final Isa isa;
    private final Mmu mmu;
    private final TrapHandler traps;
    private final WorkMeter meter;
    private final RunBudget budget;
    private final Clock clock;
    private final Context kernelContext;
    private final Context scratch;
    /** Where the engine would end a run by itself; it looks the byte before up, so it must be mapped or 0. */
    private final long until;
    private int depth;
    private volatile boolean running;

    private final Supplier<Engine> newStepEngine;
    private @Nullable BlockInspection inspection;
    private @Nullable SingleStepper stepper;
    private List<GuestCall> calls = new ArrayList<>();

    // Set by callbacks during a run.
    private int hypercall = -1;
    private int interrupt = -1;
    private boolean systemCall;
    private volatile boolean stopRequested;

    Vcpu(Board board, Mmu mmu, TrapHandler traps, Clock clock, Timer timer) {
        engine = board.engine();
        newStepEngine = board::newEngine;
        isa = board.isa();
        meter = board.meter();
        this.mmu = mmu;
        this.traps = traps;
        this.clock = clock;
        until = mmu.isHosted() ? isa.endOfRun() : 0;
        budget = new RunBudget(meter, clock, timer, this::interruptsEnabled);
        isa.interruptsEnabled(this, true);
        kernelContext = engine.newContext();
        kernelContext.save();
        scratch = engine.newContext();
    }

    /**
     * Where the hypercall stubs are.
     *
     * @param address of the first
     * @param size    bytes from one to the next
     * @param count   how many; 0 for none
     */
    public record Stubs(long address, int size, int count) {
        public static final Stubs NONE = new Stubs(0, 16, 0);

        int length() {
            return size * count;
        }
    }

    public Isa isa() {
        return isa;
    }

    public Mmu mmu() {
        return mmu;
    }

    /** A register by the engine's number. */
    public long register(int id) {
        return engine.register(id);
    }

    public void register(int id, long value) {
        engine.register(id, value);
    }

    /** What a register holds, the lowest byte first; empty if the engine does not tell. */
    public Optional<byte[]> read(DebugRegister register) {
        if (register.id() == DebugRegister.UNAVAILABLE) {
            return Optional.empty();
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment value = arena.allocate(WIDEST_REGISTER);
            engine.readRegister(register.id(), value);
            return Optional.of(value.asSlice(0, register.bytes()).toArray(ValueLayout.JAVA_BYTE));
        }
    }

    /** Sets a register, the lowest byte first, which the engine must tell of. */
    public void write(DebugRegister register, byte[] value) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment bytes = arena.allocate(WIDEST_REGISTER);
            bytes.copyFrom(MemorySegment.ofArray(value));
            engine.writeRegister(register.id(), bytes);
        }
    }

    /** Writes an x86 model-specific register. */
    public void modelSpecificRegister(int index, long value) {
        engine.msr(index, value);
    }

    public long pc() {
        return engine.register(isa.programCounter());
    }

    public void pc(long value) {
        engine.register(isa.programCounter(), value);
    }

    public long sp() {
        return engine.register(isa.stackPointer());
    }

    public void sp(long value) {
        engine.register(isa.stackPointer(), value);
    }

    /** Argument {@code index} of the C function just entered. */
    public long argument(int index) {
        return isa.argument(this, index);
    }

    /** Sets what the C function just entered will return, of up to 64 bits. */
    public void result(long value) {
        isa.result(this, value);
    }

    /** Memory as the current address space and the kernel's rights give it. */
    public GuestMemory memory() {
        return new GuestMemory(mmu::current, Privilege.KERNEL);
    }

    /** How many guest calls are under way. */
    public int depth() {
        return depth;
    }

    /** Bytes of code the guest has run. */
    public long work() {
        return budget.work();
    }

    /**
     * Bytes of code the guest has run, to the instruction.
     *
     * <p>Where {@link ExecutionObserver#beforeInstruction} is called it is another one for each instruction, and in
     * two boots of the same image the same instruction has the same.
     */
    public long position() {
        return work() - (inspection == null ? 0 : inspection.ahead(pc()));
    }

    /** Lets somebody look at the code that runs, for good. Not while any runs. */
    public void observe(ExecutionObserver observer) {
        inspection = new BlockInspection(observer);
        meter.inspect(inspection);
        budget.set();
    }

    /** Allows {@code work} more bytes of code before {@link TrapHandler#workExhausted}. */
    public void grantWork(long work) {
        budget.grant(work);
    }

    /** Whether the processor listens to interrupt lines; user code cannot keep it from that. */
    public boolean interruptsEnabled() {
        return mmu.privilege() == Privilege.USER || isa.interruptsEnabled(this);
    }

    /** {@code local_irq_enable()} and {@code local_irq_disable()}. */
    public void interruptsEnabled(boolean enabled) {
        isa.interruptsEnabled(this, enabled);
    }

    /**
     * Stops the guest at the next block, from any thread.
     *
     * @return whether the vCPU was outside the engine or has left it since; otherwise call again
     */
    public boolean requestStop() {
        stopRequested = true;
        if (!running) {
            return true;
        }
        budget.drain();
        return false;
    }

    /** Whether a stop was requested and not yet seen by {@link TrapHandler#stopRequested}. */
    public boolean isStopRequested() {
        return stopRequested;
    }

    /**
     * Calls a guest function on the current stack and waits for it to return.
     *
     * @param arguments integers and pointers, as the C prototype has them
     * @return the result register; its upper bits are void when the C type is narrower
     * @throws CallDepthException at more than {@value #MAX_DEPTH} nested calls
     */
    public long call(long function, long... arguments) {
        if (depth >= MAX_DEPTH) {
            throw new CallDepthException(function);
        }
        int[] ids = isa.preserved();
        long[] before = new long[ids.length];
        engine.registers(ids, before);
        depth++;
        int outer = calls.size();
        try {
            enter(function, arguments);
            runUntilReturn();
            return engine.register(isa.result());
        } finally {
            depth--;
            calls.subList(outer, calls.size()).clear();
            engine.setRegisters(ids, before);
        }
    }

    private void enter(long function, long[] arguments) {
        if (inspection == null) {
            isa.enterFunction(this, function, arguments);
            return;
        }
        boolean inStub = meter.isStub(pc());
        long returnPc = depth == 1 ? 0 : inStub ? isa.callerOfFunction(this) : pc();
        long returnSp = inStub ? sp() + isa.returnPops() : sp();
        long framePointer = register(isa.framePointer());
        isa.enterFunction(this, function, arguments);
        calls.add(new GuestCall(sp() + isa.returnPops(), returnPc, returnSp, framePointer));
    }

    /** The calls under way, the outermost first; known only to one who observes. */
    public List<GuestCall> calls() {
        return List.copyOf(calls);
    }

    /** Runs from the current program counter, in the kernel's privilege, until it halts or is stopped. */
    public Exit run() {
        return runOnce();
    }

    /**
     * Runs user code until it needs the kernel; the vCPU is then back in the kernel's state.
     *
     * @param user the registers to start from, and where they are left
     * @return anything but {@link Exit.Returned} and {@link Exit.Hypercall}
     */
    public Exit runUser(UserContext user) {
        user.context().restore();
        mmu.privilege(Privilege.USER);
        try {
            Exit exit = runOnce();
            if (exit instanceof Exit.Halted // in the one page of the kernel's that it may run
                    && Long.compareUnsigned(pc(), mmu.kernelStart()) >= 0) {
                exit = faulted(FaultKind.PAGE, Access.EXECUTE, pc(), -1);
            }
            user.context().save();
            return exit;
        } finally {
            mmu.privilege(Privilege.KERNEL);
            kernelContext.restore();
        }
    }

    /** Fresh user registers: everything zero, at an entry point with a stack. */
    public UserContext newUserContext(long entry, long stack) {
        Context context = engine.newContext();
        scratch.save();
        kernelContext.restore();
        isa.enterUser(this);
        pc(entry);
        sp(stack);
        context.save();
        isa.makeUser(context);
        scratch.restore();
        return new UserContext(isa, context);
    }

    /** A copy of user registers, as {@code fork} makes it. */
    public UserContext copy(UserContext user) {
        return new UserContext(isa, copyOf(user.context()));
    }

    private Context copyOf(Context other) {
        Context copy = engine.newContext();
        copy.save(); // makes its bytes valid
        copy.bytes().copyFrom(other.bytes());
        return copy;
    }

    /** Everything a task leaves on the vCPU when another takes over. */
    public final class Parked implements AutoCloseable {
        private final Context context = copyOf(kernelContext);
        private AddressSpace space = mmu.kernelSpace();
        private int parkedDepth;
        private List<GuestCall> parkedCalls = new ArrayList<>();

        private Parked() {
        }

        /** Takes the vCPU's state in. */
        public void park() {
            context.save();
            space = mmu.current();
            parkedDepth = depth;
            parkedCalls = calls;
        }

        /** Gives it back to the vCPU. */
        public void resume() {
            context.restore();
            mmu.use(space);
            depth = parkedDepth;
            calls = parkedCalls;
        }

        /** What a register holds, the lowest byte first; empty if it is wider than 64 bits or not to be had. */
        public Optional<byte[]> read(DebugRegister register) {
            if (register.id() == DebugRegister.UNAVAILABLE || register.bits() > Long.SIZE) {
                return Optional.empty();
            }
            ByteBuffer value = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            value.putLong(0, context.register(register.id()));
            return Optional.of(Arrays.copyOf(value.array(), register.bytes()));
        }

        /** The calls under way, the outermost first; known only to one who observes. */
        public List<GuestCall> calls() {
            return List.copyOf(parkedCalls);
        }

        /** The address space it goes on in. */
        public AddressSpace space() {
            return space;
        }

        @Override
        public void close() {
            context.close();
        }
    }

    /** A place to park the vCPU's state in; it starts as a kernel state without any call under way. */
    public Parked newParked() {
        return new Parked();
    }

    @Override
    public void close() {
        if (stepper != null) {
            stepper.close();
        }
        scratch.close();
        kernelContext.close();
    }

    private void runUntilReturn() {
        while (true) {
            switch (runOnce()) {
                case Exit.Returned() -> {
                    return;
                }
                case Exit.Hypercall(int index) -> {
                    long stack = sp();
                    long at = pc();
                    traps.hypercall(index);
                    assert sp() == stack && pc() == at : "a hypercall moved the guest";
                    leaveFunction();
                }
                case Exit.Faulted(Fault fault) -> traps.fault(fault);
                case Exit.Halted() -> traps.halted();
                case Exit.Interrupted(int line) -> traps.interrupt(line);
                case Exit.WorkExhausted() -> traps.workExhausted();
                case Exit.StopRequested() -> traps.stopRequested();
                case Exit.SystemCall() -> traps.fault(new Fault(FaultKind.UNDEFINED_INSTRUCTION,
                        Access.EXECUTE, pc(), pc(), -1, Privilege.KERNEL));
            }
        }
    }

    /** Where the guest's stack is not there, the stub's return instruction faults. */
    private void leaveFunction() {
        try {
            isa.leaveFunction(this);
        } catch (GuestMemoryException e) {
            traps.fault(new Fault(FaultKind.PAGE, e.access(), e.address(), pc(), -1, Privilege.KERNEL));
        }
    }

    private Exit runOnce() {
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
            OptionalInt line = BlockInspection.looksAt(inspection, pc()) ? OptionalInt.empty() : budget.takeInterrupt();
            if (line.isPresent()) {
                return new Exit.Interrupted(line.getAsInt());
            }
            budget.set();
            hypercall = -1;
            interrupt = -1;
            systemCall = false;
            mmu.settle();
            mmu.clearRefusal();
            long start = isa.resumeAddress(this);
            long startPc = pc();
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
            if (inspection != null && mmu.wasRefusedByWatch() && code != ErrorCode.OK) {
                isa.forgetException(scratch);
                inspection.enter(pc());
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
                if (mmu.privilege() == Privilege.USER && exit instanceof Exit.Faulted(Fault fault)
                        && isa.readCounter(this, fault, clock.now())) {
                    continue;
                }
                return exit;
            }
            if (mmu.wasRefused() && code != ErrorCode.OK) {
                isa.forgetException(scratch);
                if (isReturn()) {
                    if (inspection != null) {
                        inspection.returned();
                    }
                    return new Exit.Returned();
                }
                storeIntoItself = mmu.wasStoreIntoItself(pc());
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
                if (code == ErrorCode.INSN_INVALID && pc() != startPc && isa.isBehindHint(this)) {
                    continue;
                }
                return afterError(code);
            }
            if (stopRequested) {
                continue;
            }
            RunBudget.Stop stop = budget.stopped();
            if (stop == RunBudget.Stop.WORK) {
                return new Exit.WorkExhausted();
            }
            if (stop == RunBudget.Stop.TIMER || stepped || BlockInspection.looksAt(inspection, pc())) {
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
                && pc() == isa.returnAddress();
    }

    /** Announces the next instruction, if the code here is looked at. Returns whether it is to be run alone. */
    private boolean lookAtNext() {
        BlockInspection looking = inspection;
        if (looking == null || !looking.isAt(pc())) {
            return false;
        }
        looking.announce();
        if (!looking.isAt(pc())) { // the observer has moved it
            return false;
        }
        if (meter.isStub(pc()) || isa.waits(memory(), pc())) { // something only the guest's engine does
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
        ErrorCode code = by.step(scratch, start, pc());
        scratch.restore();
        interrupt = by.interrupt();
        systemCall = by.systemCall();
        if (code == ErrorCode.OK && interrupt < 0 && !systemCall) {
            looking.advance(pc());
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
        long pc = pc();
        if (refusal.access() != Access.EXECUTE) {
            scratch.save();
            return FaultProbe.addressOf(isa, mmu, scratch, isa.resumeAddress(this), refusal).orElse(refusal.virtual());
        }
        boolean samePage = (refusal.virtual() & -Mmu.PAGE_SIZE) == (pc & -Mmu.PAGE_SIZE);
        return samePage ? pc : refusal.virtual();
    }

    /** Runs the one instruction that stores into the page it lies in. */
    private ErrorCode step(long start, long page) {
        long at = pc();
        mmu.allowBoth();
        try {
            ErrorCode code = engine.run(start, until, 0, 1);
            // On x86 a store into its own block makes the engine begin the block again, counting on.
            return code == ErrorCode.OK && pc() == at ? engine.run(start, until, 0, 2) : code;
        } finally {
            mmu.forbidBoth(page);
        }
    }

    private Exit afterInterrupt() {
        Isa.Trap trap = isa.trap(this, interrupt, scratch);
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
                yield faulted(FaultKind.UNDEFINED_INSTRUCTION, Access.EXECUTE, pc(), -1);
            }
            case READ_UNMAPPED, READ_PROT, READ_UNALIGNED -> faulted(FaultKind.BUS, Access.READ, pc(), -1);
            case WRITE_UNMAPPED, WRITE_PROT, WRITE_UNALIGNED -> faulted(FaultKind.BUS, Access.WRITE, pc(), -1);
            case FETCH_UNMAPPED, FETCH_PROT, FETCH_UNALIGNED ->
                    faulted(FaultKind.BUS, Access.EXECUTE, pc(), -1);
            default -> throw new IllegalStateException("the engine ended with %s at 0x%x".formatted(code, pc()));
        };
    }

    private Exit faulted(FaultKind kind, Access access, long address, int vector) {
        return new Exit.Faulted(new Fault(kind, access, address, pc(), vector, mmu.privilege()));
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
}
