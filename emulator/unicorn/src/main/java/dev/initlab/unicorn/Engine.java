package dev.initlab.unicorn;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

/**
 * One emulated processor with its memory.
 *
 * <p><b>Threads.</b> One thread at a time; any thread may follow another, virtual threads included. A
 * second thread at the same time gets an {@link IllegalStateException}. Only {@link #stop()} may come
 * from anywhere.
 *
 * <p><b>Callbacks</b> run on the thread that runs the guest, inside {@link #run}, and may use the engine.
 * What a callback throws ends the run and is thrown from it. Errors of libunicorn are
 * {@link UnicornException}s, wrong use is {@link IllegalStateException} or {@link IllegalArgumentException}.
 *
 * <p><b>Hooks</b> with a range get what lies from {@code begin} to {@code end}, inclusive; with a begin above
 * the end, everything.
 *
 * <p><b>Memory.</b> Addresses of {@code map}, {@code read}, {@code write} and the like are guest-physical.
 */
public final class Engine implements AutoCloseable {
    private static final AtomicInteger OPEN = new AtomicInteger();
    private static final long ANYWHERE_BEGIN = 1;
    private static final long ANYWHERE_END = 0;

    private final Core core;
    private final RegisterSlots slots;
    private final Registers registers;
    private final Control control;
    private final Hooks hooks;
    private final Memory memory;
    private final Set<Context> contexts = new HashSet<>();

    private Engine(long uc, Arch arch, int mode) {
        core = new Core(uc, arch, mode);
        slots = new RegisterSlots(core);
        registers = new Registers(core, slots);
        control = new Control(core, registers);
        hooks = new Hooks(this, core);
        memory = new Memory(core, hooks);
    }

    /**
     * Opens an engine.
     *
     * @param mode bits of {@link Mode}
     * @throws UnicornLibraryException if there is no usable libunicorn
     * @throws UnicornException        if the library lacks the architecture or the mode
     */
    public static Engine open(Arch arch, int mode) {
        UnicornLibrary.load();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment result = arena.allocate(ADDRESS);
            int code = NativeCalls.open(arch.value(), mode, result.address());
            if (code != 0) {
                throw new UnicornException("opening an engine for " + arch + ", mode " + mode, code);
            }
            Engine engine = new Engine(result.get(JAVA_LONG, 0), arch, mode);
            OPEN.incrementAndGet();
            return engine;
        }
    }

    /** How many engines are open in this JVM. */
    public static int openEngines() {
        return OPEN.get();
    }

    /**
     * Frees the engine with its hooks, contexts and own memory. A second call does nothing.
     *
     * @throws IllegalStateException inside a callback, or while another thread uses the engine
     */
    @Override
    public void close() {
        if (!core.occupancy.enterToClose()) {
            return;
        }
        try {
            contexts.forEach(Context::free);
            contexts.clear();
            NativeCalls.close(core.uc);
            hooks.releaseAll();
            core.lent.forget();
            core.arena.close();
            OPEN.decrementAndGet();
        } finally {
            core.occupancy.leave(true);
        }
    }

    // Memory

    /**
     * Maps fresh memory, zeroed.
     *
     * @param address     a multiple of the page size, as is the size
     * @param permissions of {@link Permission}
     */
    public void map(long address, long size, int permissions) {
        memory.map(address, size, permissions);
    }

    /**
     * Maps memory of the caller, without a copy: guest and Java see each other's writes.
     *
     * <p>The segment is native, writable, aligned to 4096 bytes and a multiple of them long. It stays
     * reachable while it is mapped. Its arena cannot be closed during a run; once it is closed the guest
     * cannot run any more, until the memory is unmapped.
     *
     * @param permissions of {@link Permission}
     */
    public void mapPointer(long address, MemorySegment memory, int permissions) {
        this.memory.mapPointer(address, memory, permissions);
    }

    /**
     * Maps a device: its registers are read and written by callbacks.
     *
     * <p>The callbacks must not unmap or protect memory.
     */
    public void mmio(long address, long size, MmioRead read, MmioWrite write) {
        memory.mmio(address, size, read, write);
    }

    /** Unmaps a range, all of which is mapped. */
    public void unmap(long address, long size) {
        memory.unmap(address, size);
    }

    /** Changes the permissions of a range, all of which is mapped. */
    public void protect(long address, long size, int permissions) {
        memory.protect(address, size, permissions);
    }

    /** Reads as many bytes as the segment has. Slower than a segment lent by {@link #mapPointer}. */
    public void read(long address, MemorySegment to) {
        memory.read(address, to);
    }

    /** Writes the segment's bytes, whatever the permissions. Translated code of the range is not dropped. */
    public void write(long address, MemorySegment from) {
        memory.write(address, from);
    }

    /** What is mapped, by address. */
    public List<MemoryRegion> regions() {
        return memory.regions();
    }

    // Registers

    /** A register of up to 64 bits, zero-extended. */
    public long register(int id) {
        return registers.read(id);
    }

    /**
     * Sets a register of up to 64 bits; a narrower one takes the low bits.
     *
     * <p>A write that makes the processor load an x86 segment descriptor can fault; it is possible only
     * outside of runs, and not with paging on.
     */
    public void register(int id, long value) {
        registers.write(id, value);
    }

    /** Reads several registers into the first elements of an array. */
    public void registers(int[] ids, long[] values) {
        registers.read(ids, values);
    }

    /** Sets several registers from the first elements of an array. */
    public void setRegisters(int[] ids, long[] values) {
        registers.write(ids, values);
    }

    /**
     * Reads a register of any width; returns its size in bytes.
     *
     * <p>x86 descriptor table registers are {@code struct uc_x86_mmr} of 24 bytes: selector, base at 8, limit
     * at 16, flags at 20.
     *
     * @throws UnicornException with {@link ErrorCode#OVERFLOW} if the segment is too small
     */
    public long readRegister(int id, MemorySegment out) {
        return registers.readWide(id, out);
    }

    /** Sets a register of any width. */
    public void writeRegister(int id, MemorySegment in) {
        registers.writeWide(id, in);
    }

    /** An x86 model-specific register. */
    public long msr(int index) {
        return registers.msr(index);
    }

    /** Sets an x86 model-specific register. */
    public void msr(int index, long value) {
        registers.msr(index, value);
    }

    /**
     * An AArch64 system register.
     *
     * @throws IllegalArgumentException for operations and registers without a value, which cannot be read
     */
    public long coprocessor64(Arm64CpReg reg) {
        return registers.coprocessor(reg);
    }

    /** Sets an AArch64 system register, or carries out an operation such as a TLB invalidation. */
    public void coprocessor64(Arm64CpReg reg, long value) {
        registers.coprocessor(reg, value);
    }

    /**
     * An AArch32 coprocessor register.
     *
     * @throws IllegalArgumentException for operations and registers without a value, which cannot be read
     */
    public long coprocessor(ArmCpReg reg) {
        return registers.coprocessor(reg);
    }

    /** Sets an AArch32 coprocessor register, or carries out an operation such as a TLB invalidation. */
    public void coprocessor(ArmCpReg reg, long value) {
        registers.coprocessor(reg, value);
    }

    // Running

    /**
     * Runs the guest until it reaches an address, stops, faults, or has used up its time or count.
     *
     * @param until         where to stop: one past the last instruction; ignored with {@link #useExits}.
     *                      The inside of a block that was translated by an earlier run is passed over
     * @param timeoutMicros 0 for no limit
     * @param count         how many instructions; 0 for no limit. Counting slows the guest down, and the
     *                      first uncounted run after a counted one drops all translations
     * @return how it ended; {@link ErrorCode#OK} also after {@link #stop()} and at the limits
     */
    public ErrorCode run(long begin, long until, long timeoutMicros, long count) {
        boolean entered = core.occupancy.enter();
        try {
            return ErrorCode.of(core.run(begin, until, timeoutMicros, count));
        } finally {
            core.occupancy.leave(entered);
        }
    }

    /** As {@link #run}, with any end but {@link ErrorCode#OK} thrown as {@link UnicornException}. */
    public void start(long begin, long until, long timeoutMicros, long count) {
        boolean entered = core.occupancy.enter();
        try {
            core.check(core.run(begin, until, timeoutMicros, count), "running from", begin);
        } finally {
            core.occupancy.leave(entered);
        }
    }

    /**
     * Stops the run in progress, from a callback or any other thread; without one it does nothing.
     *
     * <p>From another thread the place where the guest stops is arbitrary, and a stop that comes while a
     * run is just beginning can be lost: repeat it until the run has returned.
     */
    public void stop() {
        core.stop();
    }

    /** Whether a run is in progress. May be asked from any thread. */
    public boolean isRunning() {
        return core.isRunning();
    }

    // Hooks

    /** Calls back for interrupts and exceptions of the guest. */
    public Hook onInterrupt(InterruptHook hook) {
        return hooks.add(HookType.INTR, Upcalls.INTERRUPT, hook, ANYWHERE_BEGIN, ANYWHERE_END);
    }

    /** Calls back for undefined instructions. */
    public Hook onInvalidInstruction(InvalidInstructionHook hook) {
        return hooks.add(HookType.INSN_INVALID, Upcalls.INVALID_INSTRUCTION, hook, ANYWHERE_BEGIN,
            ANYWHERE_END);
    }

    /** Calls back before each instruction from {@code begin} to {@code end}, inclusive. */
    public Hook onCode(long begin, long end, CodeHook hook) {
        return hooks.add(HookType.CODE, Upcalls.CODE, hook, begin, end);
    }

    /** Calls back before each basic block that begins from {@code begin} to {@code end}, inclusive. */
    public Hook onBlock(long begin, long end, BlockHook hook) {
        return hooks.add(HookType.BLOCK, Upcalls.BLOCK, hook, begin, end);
    }

    /**
     * Calls back for memory accesses.
     *
     * @param kinds some of MEM_READ, MEM_WRITE, MEM_FETCH and MEM_READ_AFTER
     */
    public Hook onMemory(Set<HookType> kinds, long begin, long end, MemoryHook hook) {
        return hooks.addMemory(kinds, begin, end, hook);
    }

    /** Calls back for accesses that cannot be done, of some kinds of {@link HookType#MEM_INVALID}. */
    public Hook onInvalidMemory(Set<HookType> kinds, InvalidMemoryHook hook) {
        int types = HookType.mask(kinds, HookType.MEM_INVALID);
        return hooks.add(types, Upcalls.INVALID_MEMORY, hook, ANYWHERE_BEGIN, ANYWHERE_END);
    }

    /** Calls back for x86 SYSCALL, which does nothing else. */
    public Hook onSyscall(InstructionHook hook) {
        return hooks.addInstruction(Arch.X86, X86.INS_SYSCALL, Upcalls.INSTRUCTION, hook);
    }

    /** Calls back for x86 SYSENTER, which does nothing else. */
    public Hook onSysenter(InstructionHook hook) {
        return hooks.addInstruction(Arch.X86, X86.INS_SYSENTER, Upcalls.INSTRUCTION, hook);
    }

    /** Calls back for x86 IN. */
    public Hook onIn(InHook hook) {
        return hooks.addInstruction(Arch.X86, X86.INS_IN, Upcalls.IN, hook);
    }

    /** Calls back for x86 OUT. */
    public Hook onOut(OutHook hook) {
        return hooks.addInstruction(Arch.X86, X86.INS_OUT, Upcalls.OUT, hook);
    }

    /** Calls back for x86 CPUID. */
    public Hook onCpuid(CpuidHook hook) {
        return hooks.addInstruction(Arch.X86, X86.INS_CPUID, Upcalls.CPUID, hook);
    }

    /** Calls back for AArch64 MRS. */
    public Hook onMrs(SystemRegisterHook hook) {
        return hooks.addInstruction(Arch.ARM64, Arm64.INS_MRS, Upcalls.SYSTEM_REGISTER, hook);
    }

    /** Calls back for AArch64 MSR. */
    public Hook onMsr(SystemRegisterHook hook) {
        return hooks.addInstruction(Arch.ARM64, Arm64.INS_MSR, Upcalls.SYSTEM_REGISTER, hook);
    }

    /** Calls back for AArch64 SYS: cache, TLB and address-translation operations. */
    public Hook onSys(SystemRegisterHook hook) {
        return hooks.addInstruction(Arch.ARM64, Arm64.INS_SYS, Upcalls.SYSTEM_REGISTER, hook);
    }

    /** Calls back for AArch64 SYSL. */
    public Hook onSysl(SystemRegisterHook hook) {
        return hooks.addInstruction(Arch.ARM64, Arm64.INS_SYSL, Upcalls.SYSTEM_REGISTER, hook);
    }

    /** Asks for the translation of pages that the virtual TLB lacks; needs {@link TlbMode#VIRTUAL}. */
    public Hook onTlbFill(TlbFillHook hook) {
        return hooks.addFill(hook);
    }

    /** Calls back when a block is translated for the first time after another one. */
    public Hook onEdgeGenerated(long begin, long end, EdgeHook hook) {
        return hooks.add(HookType.EDGE_GENERATED, Upcalls.EDGE, hook, begin, end);
    }

    /** Calls back for an operation of the intermediate code; flags of {@link TcgOpcode}. */
    public Hook onTcgOpcode(TcgOpcode opcode, int flags, long begin, long end, TcgOpcodeHook hook) {
        return hooks.addTcg(opcode, flags, Upcalls.TCG_OPCODE, hook, begin, end);
    }

    /**
     * Installs native code as block callback: {@code void (*)(uc_engine *, uint64_t address, uint32_t size,
     * void *userData)}. Both segments are kept, and their arenas must stay open, until the engine is closed.
     */
    public Hook nativeBlock(MemorySegment code, MemorySegment userData, long begin, long end) {
        return hooks.addNativeBlock(code, userData, begin, end);
    }

    /**
     * A function pointer of the same type that calls the hook, for native code to jump to. The engine
     * owns it.
     */
    public MemorySegment blockUpcall(BlockHook hook) {
        boolean entered = core.occupancy.enter();
        try {
            return Upcalls.boundBlock(hooks.register(hook), core.arena);
        } finally {
            core.occupancy.leave(entered);
        }
    }

    /** The native handle. */
    long address() {
        return core.uc;
    }

    void remove(Registration registration, long handle) {
        hooks.remove(registration, handle);
    }

    boolean hasFailed() {
        return core.hasFailed();
    }

    boolean coverRefusal(boolean granted, MemoryAccess access, Registration by) {
        return core.coverRefusal(granted, access, by.tlbResult, hooks.isLastFill(by));
    }

    void fail(Throwable thrown) {
        core.fail(thrown);
    }

    // Control

    /** The architecture. */
    public Arch arch() {
        return control.arch();
    }

    /** The mode bits it was opened with. */
    public int mode() {
        return control.mode();
    }

    /** The time limit of the last run that had one, in microseconds. */
    public long timeout() {
        return control.timeoutMicros();
    }

    /** Whether the last run ended at its time limit. */
    public boolean timedOut() {
        return query(QueryType.TIMEOUT) != 0;
    }

    /** One of libunicorn's queries. */
    public long query(QueryType type) {
        return control.query(type);
    }

    /** The error code of the last call, as {@code uc_errno()} says. */
    public ErrorCode lastError() {
        boolean entered = core.occupancy.enter();
        try {
            return ErrorCode.of(NativeCalls.errno(core.uc));
        } finally {
            core.occupancy.leave(entered);
        }
    }

    int pageSizeAfterAsking(int bytes) {
        return control.pageSizeAfterAsking(bytes);
    }

    /** The page size in bytes: the unit of mapping, and of the TLB. 1024 on Arm unless it was set. */
    public int pageSize() {
        return control.pageSize();
    }

    /** Sets the page size, a power of two; {@link Arch#ARM} only, right after opening. */
    public void pageSize(int bytes) {
        control.pageSize(bytes);
    }

    /** The processor model; {@link Integer#MAX_VALUE} is the default one. */
    public int cpuModel() {
        return control.cpuModel();
    }

    /**
     * Chooses the processor model, a CPU constant of the architecture's class; right after opening.
     */
    public void cpuModel(int model) {
        control.cpuModel(model);
    }

    /** How addresses are translated. Right after {@link #open}, before memory is mapped. */
    public void tlbMode(TlbMode mode) {
        control.tlbMode(mode);
    }

    /** The size of the buffer for translated code, in bytes. */
    public int tcgBufferSize() {
        return control.tcgBufferSize();
    }

    /** Sets the size of the buffer for translated code; right after {@link #open}. */
    public void tcgBufferSize(int bytes) {
        control.tcgBufferSize(bytes);
    }

    /** What contexts save; {@link ContextContent} bits or-ed. */
    public void contextMode(Set<ContextContent> content) {
        int bits = content.stream().mapToInt(ContextContent::value).sum();
        boolean entered = core.occupancy.enter();
        try {
            control.contextMode(bits);
            if (content.contains(ContextContent.MEMORY)) {
                core.lent.keepUnmapped();
                core.contextsSaveMemory = true;
            }
        } finally {
            core.occupancy.leave(entered);
        }
    }

    /** Whether runs end at {@link #exits(long[])} instead of their {@code until}. */
    public void useExits(boolean use) {
        control.useExits(use);
    }

    /** The addresses at which runs end. Needs {@link #useExits}. */
    public long[] exits() {
        return control.exits();
    }

    /** Sets the addresses at which runs end. Needs {@link #useExits}. */
    public void exits(long[] exits) {
        control.exits(exits);
    }

    /**
     * Translates the block at an address now, or finds its translation. Outside of runs only; with
     * {@link TlbMode#CPU} on x86 and Arm only, with paging off.
     *
     * @throws UnicornException with {@link ErrorCode#EXCEPTION} if a fill hook refuses the block
     */
    public TranslatedBlock requestCache(long address) {
        return control.requestCache(address);
    }

    /**
     * Drops the translations of the range {@code [from, to)} of virtual addresses.
     *
     * <p>Keep the range within one page, and do it while the page is mapped executable: libunicorn takes the
     * pages after the first one as contiguous frames and skips what it cannot translate.
     */
    public void removeTranslations(long from, long to) {
        control.removeTranslations(from, to);
    }

    /**
     * Drops all translations. Outside of runs only. It takes seconds with libunicorn 2.1.1 and the default
     * {@link #tcgBufferSize(int)}, milliseconds with 32 MiB.
     */
    public void flushTranslations() {
        control.flushTranslations();
    }

    /** Drops the TLB. Translated code stays. */
    public void flushTlb() {
        control.flushTlb();
    }

    // Contexts

    /** A new context of this engine, with nothing saved yet. */
    public Context newContext() {
        boolean entered = core.occupancy.enter();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment result = arena.allocate(ADDRESS);
            core.check(NativeCalls.contextAlloc(core.uc, result.address()), "a new context");
            Context context = new Context(this, core, slots, result.get(JAVA_LONG, 0),
                NativeCalls.contextSize(core.uc));
            contexts.add(context);
            return context;
        } finally {
            core.occupancy.leave(entered);
        }
    }

    /** Takes over a context of another engine, whose owner is inside that engine. */
    void restoreForeign(Core owner, MemorySegment context) {
        boolean entered = core.occupancy.enter();
        try {
            boolean alike = core.arch == owner.arch && core.mode == owner.mode
                && NativeCalls.contextSize(core.uc) == context.byteSize();
            if (!alike || core.contextsSaveMemory || owner.contextsSaveMemory) {
                throw new IllegalArgumentException("a context of a different engine");
            }
            core.check(NativeCalls.contextRestore(core.uc, context.address()), "restoring a context");
        } finally {
            core.occupancy.leave(entered);
        }
    }

    void close(Context context) {
        boolean entered = core.occupancy.enterEvenIfClosed();
        try {
            if (contexts.remove(context)) {
                context.free();
            }
        } finally {
            core.occupancy.leave(entered);
        }
    }
}
