package dev.initlab.machine.arm64;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;

import dev.initlab.machine.Access;
import dev.initlab.machine.ArgumentReader;
import dev.initlab.machine.CpuFeature;
import dev.initlab.machine.DebugRegister;
import dev.initlab.machine.Fault;
import dev.initlab.machine.FaultKind;
import dev.initlab.machine.GuestMemory;
import dev.initlab.machine.Isa;
import dev.initlab.machine.Vcpu;
import dev.initlab.unicorn.Arch;
import dev.initlab.unicorn.Arm64;
import dev.initlab.unicorn.Arm64CpReg;
import dev.initlab.unicorn.Context;
import dev.initlab.unicorn.Engine;
import dev.initlab.unicorn.Mode;

/** AArch64: AAPCS64, {@code svc #0} as the gate. */
public final class Arm64Isa implements Isa {
    private static final int WFI = 0xd503207f;
    /** PSTATE.I: IRQ is masked. */
    private static final int PSTATE_I = 1 << 7;
    private static final int REGISTER_ARGUMENTS = 8;
    /** CPACR_EL1.FPEN: floating point and SIMD do not trap. */
    private static final long FPEN = 3L << 20;
    private static final Arm64CpReg SCTLR_EL1 = new Arm64CpReg(3, 0, 1, 0, 0);
    /** EL0 may clear caches (UCI), ask for their geometry (UCT) and zero lines (DZE), as Linux allows. */
    private static final long UCI_UCT_DZE = 1L << 26 | 1L << 15 | 1L << 14;
    private static final Arm64CpReg CNTKCTL_EL1 = new Arm64CpReg(3, 0, 14, 1, 0);
    private static final Arm64CpReg PMUSERENR_EL0 = new Arm64CpReg(3, 3, 9, 14, 0);
    private static final Arm64CpReg SCR_EL3 = new Arm64CpReg(3, 6, 1, 1, 0);
    /** SCR_EL3: RW, and the bits that stand at 1 (NS among them). Else EL1 has AArch32's faults and tables. */
    private static final long SCR_RW = 0x401;
    private static final Arm64CpReg HCR_EL2 = new Arm64CpReg(3, 4, 1, 1, 0);
    private static final long HCR_RW = 1L << 31;

    // The engine's numbers of exceptions.
    private static final int UNDEFINED = 1;
    private static final int SVC = 2;
    private static final int PREFETCH_ABORT = 3;
    private static final int DATA_ABORT = 4;
    private static final int BREAKPOINT = 7;
    private static final int SMC = 13;

    private static final int MRS_CNTVCT = 0xd53be040;
    private static final int MRS_CNTFRQ = 0xd53be000;
    private static final int REGISTER = 31;
    private static final int XZR = 31;
    private static final long NANOS_PER_COUNT = 16;

    // ESR_EL1.ISS of an abort: WnR, DFSC.
    private static final int WRITE_NOT_READ = 1 << 6;
    private static final int FAULT_STATUS = 0x3f;
    private static final int ALIGNMENT_FAULT = 0x21;

    private static final Arm64CpReg ID_AA64PFR0_EL1 = new Arm64CpReg(3, 0, 0, 4, 0);
    private static final Arm64CpReg ID_AA64ISAR0_EL1 = new Arm64CpReg(3, 0, 0, 6, 0);

    private static final int[] PRESERVED = {
        x(19), x(20), x(21), x(22), x(23), x(24), x(25), x(26), x(27), x(28), x(29), x(30),
        Arm64.REG_SP, Arm64.REG_PC,
    };
    private static final int[] SYSTEM_CALL_ARGUMENTS = {x(0), x(1), x(2), x(3), x(4), x(5)};

    @Override
    public String name() {
        return "arm64";
    }

    @Override
    public int wordSize() {
        return 8;
    }

    @Override
    public long kernelStart() {
        return 0xffff_0000_0000_0000L;
    }

    @Override
    public long ramBase() {
        return 0x4000_0000L;
    }

    @Override
    public Engine open() {
        return Engine.open(Arch.ARM64, Mode.MODE_ARM);
    }

    @Override
    public void initialize(Engine engine) {
        engine.register(Arm64.REG_CPACR_EL1, FPEN);
        engine.coprocessor64(SCR_EL3, SCR_RW);
        engine.coprocessor64(HCR_EL2, HCR_RW);
        engine.coprocessor64(SCTLR_EL1, engine.coprocessor64(SCTLR_EL1) | UCI_UCT_DZE);
        // What counts the host's time traps in EL0.
        engine.coprocessor64(CNTKCTL_EL1, 0);
        engine.coprocessor64(PMUSERENR_EL0, 0);
    }

    @Override
    public long returnAddress() {
        return 0xffff_ffff_fff0_0010L;
    }

    @Override
    public byte[] trampoline() {
        byte[] page = new byte[4096];
        for (int i = 0; i < page.length; i++) {
            page[i] = (byte) (WFI >>> 8 * (i & 3));
        }
        return page;
    }

    @Override
    public int programCounter() {
        return Arm64.REG_PC;
    }

    @Override
    public int stackPointer() {
        return Arm64.REG_SP;
    }

    @Override
    public int framePointer() {
        return x(29);
    }

    @Override
    public int result() {
        return x(0);
    }

    @Override
    public int[] preserved() {
        return PRESERVED;
    }

    @Override
    public List<NamedRegister> shown() {
        List<NamedRegister> registers = new ArrayList<>();
        for (int i = 30; i >= 0; i--) {
            registers.add(new NamedRegister("x" + i, x(i)));
        }
        return registers;
    }

    @Override
    public List<DebugRegister> debugRegisters() {
        return Arm64DebugRegisters.ALL;
    }

    @Override
    public void enterFunction(Vcpu vcpu, long function, long[] arguments) {
        int onStack = Math.max(0, arguments.length - REGISTER_ARGUMENTS);
        long sp = (vcpu.sp() & -16L) - 8L * (onStack + (onStack & 1));
        for (int i = 0; i < arguments.length; i++) {
            if (i < REGISTER_ARGUMENTS) {
                vcpu.register(x(i), arguments[i]);
            } else {
                vcpu.memory().put64(sp + 8L * (i - REGISTER_ARGUMENTS), arguments[i]);
            }
        }
        vcpu.register(x(29), 0);
        vcpu.register(x(30), returnAddress());
        vcpu.sp(sp);
        vcpu.pc(function);
    }

    @Override
    public void leaveFunction(Vcpu vcpu) {
        vcpu.pc(callerOfFunction(vcpu));
    }

    @Override
    public long callerOfFunction(Vcpu vcpu) {
        return vcpu.register(x(30));
    }

    @Override
    public long argument(Vcpu vcpu, int index) {
        return index < REGISTER_ARGUMENTS
                ? vcpu.register(x(index))
                : vcpu.memory().i64(vcpu.sp() + 8L * (index - REGISTER_ARGUMENTS));
    }

    @Override
    public ArgumentReader variadic(Vcpu vcpu, int fixed) {
        return ArgumentReader.ofFunction(vcpu, fixed);
    }

    @Override
    public ArgumentReader vaList(GuestMemory memory, long vaList) {
        return ArgumentReader.ofWords(new VaList(memory, vaList));
    }

    @Override
    public Trap trap(Vcpu vcpu, int number, Context scratch) {
        return switch (number) {
            // A branch to an odd address arrives as an undefined instruction at it.
            case UNDEFINED -> Trap.Exception.of((vcpu.pc() & 3) == 0 ? FaultKind.UNDEFINED_INSTRUCTION
                    : FaultKind.ALIGNMENT, number, vcpu);
            case SVC -> new Trap.SystemCall();
            case PREFETCH_ABORT, DATA_ABORT -> abort(number, scratch);
            case BREAKPOINT -> Trap.Exception.of(FaultKind.BREAKPOINT, number, vcpu);
            case SMC -> {
                vcpu.pc(vcpu.pc() - 4); // the engine is behind it
                yield Trap.Exception.of(FaultKind.UNDEFINED_INSTRUCTION, number, vcpu);
            }
            default -> Trap.Exception.of(FaultKind.OTHER, number, vcpu);
        };
    }

    /** The engine sets neither ESR_EL1 nor FAR_EL1: what would be in them is in its context only. */
    private static Trap abort(int number, Context scratch) {
        Arm64ContextLayout layout = Arm64ContextLayout.get();
        scratch.save();
        int syndrome = layout.syndrome(scratch.bytes());
        Access access = number == PREFETCH_ABORT ? Access.EXECUTE
                : (syndrome & WRITE_NOT_READ) != 0 ? Access.WRITE : Access.READ;
        FaultKind kind = (syndrome & FAULT_STATUS) == ALIGNMENT_FAULT ? FaultKind.ALIGNMENT : FaultKind.PAGE;
        return new Trap.Exception(kind, number, access, layout.faultAddress(scratch.bytes()));
    }

    @Override
    public void forgetException(Context scratch) {
        // Nothing escalates on Arm.
    }

    @Override
    public Set<CpuFeature> features(Engine engine) {
        long pfr0 = engine.coprocessor64(ID_AA64PFR0_EL1);
        long isar0 = engine.coprocessor64(ID_AA64ISAR0_EL1);
        EnumSet<CpuFeature> features = EnumSet.noneOf(CpuFeature.class);
        addIf(features, CpuFeature.FP, field(pfr0, 16) != 0xf);
        addIf(features, CpuFeature.ASIMD, field(pfr0, 20) != 0xf);
        addIf(features, CpuFeature.AES, field(isar0, 4) >= 1);
        addIf(features, CpuFeature.PMULL, field(isar0, 4) >= 2);
        addIf(features, CpuFeature.SHA1, field(isar0, 8) >= 1);
        addIf(features, CpuFeature.SHA2, field(isar0, 12) >= 1);
        addIf(features, CpuFeature.CRC32, field(isar0, 16) >= 1);
        addIf(features, CpuFeature.ATOMICS, field(isar0, 20) >= 2);
        return features;
    }

    private static void addIf(Set<CpuFeature> features, CpuFeature feature, boolean there) {
        if (there) {
            features.add(feature);
        }
    }

    /** Four bits of an ID register. */
    private static long field(long register, int shift) {
        return register >>> shift & 0xf;
    }

    /** CNTVCT_EL0 at the rate of the engine's own, CNTFRQ_EL0, as {@code cntvct_read_handler()} answers them. */
    @Override
    public boolean readCounter(Vcpu vcpu, Fault fault, long nanos) {
        if (fault.kind() != FaultKind.UNDEFINED_INSTRUCTION || !vcpu.memory().isReadable(fault.pc(), 4)) {
            return false;
        }
        int instruction = vcpu.memory().i32(fault.pc());
        long value;
        switch (instruction & ~REGISTER) {
            case MRS_CNTVCT -> value = nanos / NANOS_PER_COUNT;
            case MRS_CNTFRQ -> value = 1_000_000_000L / NANOS_PER_COUNT;
            default -> {
                return false;
            }
        }
        if ((instruction & REGISTER) != XZR) {
            vcpu.register(x(instruction & REGISTER), value);
        }
        vcpu.pc(fault.pc() + 4);
        return true;
    }

    @Override
    public boolean waits(GuestMemory memory, long address) {
        return memory.isReadable(address, Integer.BYTES) && memory.i32(address) == WFI;
    }

    @Override
    public void hookSystemCalls(Engine engine, Runnable onSystemCall) {
        // svc arrives as an interrupt: see trap().
    }

    @Override
    public void makeUser(Context context) {
        Arm64ContextLayout.get().setUser(context);
    }

    @Override
    public int systemCallNumber() {
        return x(8);
    }

    @Override
    public int[] systemCallArguments() {
        return SYSTEM_CALL_ARGUMENTS;
    }

    @Override
    public int systemCallResult() {
        return x(0);
    }

    @Override
    public boolean interruptsEnabled(Vcpu vcpu) {
        return (vcpu.register(Arm64.REG_PSTATE) & PSTATE_I) == 0;
    }

    @Override
    public void interruptsEnabled(Vcpu vcpu, boolean enabled) {
        long pstate = vcpu.register(Arm64.REG_PSTATE);
        vcpu.register(Arm64.REG_PSTATE, enabled ? pstate & ~PSTATE_I : pstate | PSTATE_I);
    }

    @Override
    public long threadPointer(Context context) {
        return context.register(Arm64.REG_TPIDR_EL0);
    }

    @Override
    public void threadPointer(Context context, long value) {
        context.register(Arm64.REG_TPIDR_EL0, value);
    }

    /** The engine numbers X0 to X28 in a row, X29 and X30 elsewhere. */
    private static int x(int number) {
        return switch (number) {
            case 29 -> Arm64.REG_X29;
            case 30 -> Arm64.REG_X30;
            default -> Arm64.REG_X0 + number;
        };
    }

    /** {@code struct { void *stack, *gr_top, *vr_top; int gr_offs, vr_offs; }}, AAPCS64 appendix B. */
    private static final class VaList implements LongSupplier {
        private final GuestMemory memory;
        private final long generalTop;
        private long stack;
        private int generalOffset;

        VaList(GuestMemory memory, long address) {
            this.memory = memory;
            stack = memory.i64(address);
            generalTop = memory.i64(address + 8);
            generalOffset = memory.i32(address + 24);
        }

        @Override
        public long getAsLong() {
            if (generalOffset < 0) {
                generalOffset += 8;
                return memory.i64(generalTop + generalOffset - 8);
            }
            stack += 8;
            return memory.i64(stack - 8);
        }
    }
}
