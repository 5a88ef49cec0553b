package dev.initlab.machine;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import dev.initlab.machine.device.Timer;
import dev.initlab.unicorn.Context;
import dev.initlab.unicorn.Engine;
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
    private final Runner runner;
    private final Context kernelContext;
    private final Context scratch;
    private int depth;
    private @Nullable BlockInspection inspection;
    private List<GuestCall> calls = new ArrayList<>();

    Vcpu(Board board, Mmu mmu, TrapHandler traps, Clock clock, Timer timer) {
        engine = board.engine();
        isa = board.isa();
        meter = board.meter();
        this.mmu = mmu;
        this.traps = traps;
        budget = new RunBudget(meter, clock, timer, this::interruptsEnabled);
        isa.interruptsEnabled(this, true);
        kernelContext = engine.newContext();
        kernelContext.save();
        scratch = engine.newContext();
        runner = new Runner(board, this, traps, budget, clock, scratch);
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
        runner.inspect(inspection);
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
        return runner.requestStop();
    }

    /** Whether a stop was requested and not yet seen by {@link TrapHandler#stopRequested}. */
    public boolean isStopRequested() {
        return runner.isStopRequested();
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
        return runner.run();
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
            Exit exit = runner.run();
            if (exit instanceof Exit.Halted // in the one page of the kernel's that it may run
                    && Long.compareUnsigned(pc(), mmu.kernelStart()) >= 0) {
                exit = runner.faulted(FaultKind.PAGE, Access.EXECUTE, pc(), -1);
            }
            user.context().save();
            if (exit instanceof Exit.SystemCall && inspection != null) {
                inspection.systemCall(user.systemCallNumber());
                user.context().save(); // the observer may have changed registers
            }
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
        runner.close();
        scratch.close();
        kernelContext.close();
    }

    private void runUntilReturn() {
        while (true) {
            switch (runner.run()) {
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

    /** What user code may use beyond the architecture's minimum. */
    public Set<CpuFeature> features() {
        return isa.features(engine);
    }

    /** What the engine's callbacks lead to. */
    Runner runner() {
        return runner;
    }
}
