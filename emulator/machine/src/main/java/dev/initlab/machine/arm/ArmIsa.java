package dev.initlab.machine.arm;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongUnaryOperator;

import dev.initlab.machine.Access;
import dev.initlab.machine.ArgumentReader;
import dev.initlab.machine.CpuFeature;
import dev.initlab.machine.DebugRegister;
import dev.initlab.machine.Fault;
import dev.initlab.machine.FaultKind;
import dev.initlab.machine.GuestMemory;
import dev.initlab.machine.Isa;
import dev.initlab.machine.Mmu;
import dev.initlab.machine.Vcpu;
import dev.initlab.unicorn.Arch;
import dev.initlab.unicorn.Arm;
import dev.initlab.unicorn.ArmCpReg;
import dev.initlab.unicorn.Context;
import dev.initlab.unicorn.Engine;
import dev.initlab.unicorn.Mode;

/**
 * ARMv7-A in AArch32: AAPCS, {@code svc #0} as the gate.
 *
 * <p>Addresses and registers are zero-extended: 0 to 0xffffffff. The kernel runs in supervisor mode, user
 * code in user mode; the engine swaps the banked stack pointer and link register when the mode is written.
 */
public final class ArmIsa implements Isa {
    private static final int WFI = 0xe320f003;
    private static final int CONDITION = 0xf << 28;
    private static final int YIELD = 0x0320f001;
    private static final int WFE = 0x0320f002;
    private static final int THUMB_YIELD = 0xbf10;
    private static final int THUMB_WFE = 0xbf20;
    private static final int THUMB_WFI = 0xbf30;
    private static final int REGISTER_ARGUMENTS = 4;

    // CPSR, Arm ARM B1.3.3.
    private static final long SUPERVISOR_MASKED = 0x1d3;
    private static final long USER_MODE = 0x10;
    private static final long THUMB = 1 << 5;
    private static final long IRQ_MASKED = 1 << 7;

    private static final ArmCpReg ID_MMFR0 = new ArmCpReg(15, 0, 0, 1, 4);
    private static final ArmCpReg ID_ISAR0 = new ArmCpReg(15, 0, 0, 2, 0);
    private static final ArmCpReg CPACR = new ArmCpReg(15, 0, 1, 0, 2);
    /** Coprocessors 10 and 11, the floating point and SIMD unit, do not trap (B4.1.40). */
    private static final long CPACR_FULL = 0xf << 20;
    /** FPEXC.EN: the unit is on (B4.1.57). */
    private static final long FPEXC_ENABLE = 1 << 30;

    // The engine's numbers of exceptions.
    private static final int UNDEFINED = 1;
    private static final int SVC = 2;
    private static final int PREFETCH_ABORT = 3;
    private static final int DATA_ABORT = 4;
    private static final int BREAKPOINT = 7;

    // DFSR in the short-descriptor format, Arm ARM B4.1.52: WnR, FS.
    private static final int WRITE_NOT_READ = 1 << 11;
    private static final int FAULT_STATUS = 0x40f;
    private static final int ALIGNMENT_FAULT = 0x001;

    private static final int[] PRESERVED = {
        r(4), r(5), r(6), r(7), r(8), r(9), r(10), r(11), Arm.REG_LR, Arm.REG_SP, Arm.REG_PC,
    };
    private static final int[] SYSTEM_CALL_ARGUMENTS = {r(0), r(1), r(2), r(3), r(4), r(5)};

    @Override
    public String name() {
        return "arm";
    }

    @Override
    public int wordSize() {
        return 4;
    }

    /** Where the module area begins: {@code MODULES_VADDR}, 16 MiB below {@code PAGE_OFFSET}. */
    @Override
    public long kernelStart() {
        return 0xbf00_0000L;
    }

    @Override
    public long ramBase() {
        return 0x4000_0000L;
    }

    @Override
    public Engine open() {
        Engine engine = Engine.open(Arch.ARM, Mode.MODE_ARM);
        engine.pageSize((int) Mmu.PAGE_SIZE);
        return engine;
    }

    @Override
    public void initialize(Engine engine) {
        supervise(engine);
        engine.coprocessor(CPACR, CPACR_FULL);
        engine.register(Arm.REG_FPEXC, FPEXC_ENABLE);
    }

    static void supervise(Engine engine) {
        engine.register(Arm.REG_CPSR, SUPERVISOR_MASKED);
    }

    @Override
    public long returnAddress() {
        return 0xfff0_0010L;
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
        return Arm.REG_PC;
    }

    /** The engine takes the instruction set from bit 0 of the address it begins at. */
    @Override
    public long resumeAddress(Vcpu vcpu) {
        return vcpu.pc() | ((vcpu.register(Arm.REG_CPSR) & THUMB) != 0 ? 1 : 0);
    }

    @Override
    public int stackPointer() {
        return Arm.REG_SP;
    }

    @Override
    public int framePointer() {
        return Arm.REG_FP;
    }

    @Override
    public int result() {
        return r(0);
    }

    /** The high word is where a {@code long long} has it, and nothing to callers that want a word. */
    @Override
    public void result(Vcpu vcpu, long value) {
        vcpu.register(r(0), value);
        vcpu.register(r(1), value >>> 32);
    }

    @Override
    public int[] preserved() {
        return PRESERVED;
    }

    @Override
    public List<NamedRegister> shown() {
        List<NamedRegister> registers = new ArrayList<>(List.of(
                new NamedRegister("pc", Arm.REG_PC), new NamedRegister("lr", Arm.REG_LR),
                new NamedRegister("psr", Arm.REG_CPSR), new NamedRegister("sp", Arm.REG_SP),
                new NamedRegister("ip", Arm.REG_IP), new NamedRegister("fp", Arm.REG_FP)));
        for (int i = 10; i >= 0; i--) {
            registers.add(new NamedRegister("r" + i, r(i)));
        }
        return registers;
    }

    /** Every argument takes one word: integers up to 32 bits and pointers. */
    @Override
    public List<DebugRegister> debugRegisters() {
        return ArmDebugRegisters.ALL;
    }

    @Override
    public void enterFunction(Vcpu vcpu, long function, long[] arguments) {
        int onStack = Math.max(0, arguments.length - REGISTER_ARGUMENTS);
        long sp = (vcpu.sp() & -8L) - 4L * (onStack + (onStack & 1));
        for (int i = 0; i < arguments.length; i++) {
            if (i < REGISTER_ARGUMENTS) {
                vcpu.register(r(i), arguments[i]);
            } else {
                vcpu.memory().put32(sp + 4L * (i - REGISTER_ARGUMENTS), (int) arguments[i]);
            }
        }
        vcpu.register(Arm.REG_FP, 0);
        vcpu.register(Arm.REG_LR, returnAddress());
        vcpu.sp(sp);
        vcpu.pc(function);
    }

    @Override
    public void leaveFunction(Vcpu vcpu) {
        vcpu.pc(vcpu.register(Arm.REG_LR));
    }

    @Override
    public long callerOfFunction(Vcpu vcpu) {
        return vcpu.register(Arm.REG_LR) & ~1L;
    }

    @Override
    public long argument(Vcpu vcpu, int index) {
        return index < REGISTER_ARGUMENTS
                ? vcpu.register(r(index))
                : Integer.toUnsignedLong(vcpu.memory().i32(vcpu.sp() + 4L * (index - REGISTER_ARGUMENTS)));
    }

    @Override
    public ArgumentReader variadic(Vcpu vcpu, int fixed) {
        return new Words(4L * fixed, offset -> argument(vcpu, (int) (offset / 4)));
    }

    /** {@code struct { void *ap; }}, passed by value (AAPCS 8.1.4): the argument is the pointer itself. */
    @Override
    public ArgumentReader vaList(GuestMemory memory, long vaList) {
        return new Words(vaList, address -> Integer.toUnsignedLong(memory.i32(address)));
    }

    @Override
    public Trap trap(Vcpu vcpu, int number, Context scratch) {
        return switch (number) {
            case UNDEFINED -> Trap.Exception.of(FaultKind.UNDEFINED_INSTRUCTION, number, vcpu);
            case SVC -> new Trap.SystemCall();
            case PREFETCH_ABORT, DATA_ABORT -> abort(number, scratch);
            case BREAKPOINT -> Trap.Exception.of(FaultKind.BREAKPOINT, number, vcpu);
            default -> Trap.Exception.of(FaultKind.OTHER, number, vcpu);
        };
    }

    /** The engine sets neither DFSR nor DFAR: what would be in them is in its context only. */
    private static Trap abort(int number, Context scratch) {
        ArmContextLayout layout = ArmContextLayout.get();
        scratch.save();
        int status = layout.faultStatus(scratch.bytes());
        Access access = number == PREFETCH_ABORT ? Access.EXECUTE
                : (status & WRITE_NOT_READ) != 0 ? Access.WRITE : Access.READ;
        FaultKind kind = (status & FAULT_STATUS) == ALIGNMENT_FAULT ? FaultKind.ALIGNMENT : FaultKind.PAGE;
        return new Trap.Exception(kind, number, access, layout.faultAddress(scratch.bytes()));
    }

    @Override
    public void forgetException(Context scratch) {
        // Nothing escalates on Arm.
    }

    /** Of the floating point unit the engine tells no register: it is the one of its Cortex-A15. */
    @Override
    public Set<CpuFeature> features(Engine engine) {
        Set<CpuFeature> features = EnumSet.of(CpuFeature.VFP, CpuFeature.VFPV3, CpuFeature.VFPV4, CpuFeature.VFPD32,
                CpuFeature.NEON);
        long divide = engine.coprocessor(ID_ISAR0) >>> 24 & 0xf;
        if (divide >= 1) {
            features.add(CpuFeature.IDIVT);
        }
        if (divide >= 2) {
            features.add(CpuFeature.IDIVA);
        }
        if ((engine.coprocessor(ID_MMFR0) & 0xf) >= 5) {
            features.add(CpuFeature.LPAE);
        }
        return features;
    }

    @Override
    public boolean readCounter(Vcpu vcpu, Fault fault, long nanos) {
        return ArmCounter.read(vcpu, fault, nanos);
    }

    /** The engine ends a run behind {@code yield} and {@code wfe} and says they are invalid. */
    @Override
    public boolean isBehindHint(Vcpu vcpu) {
        boolean thumb = (vcpu.register(Arm.REG_CPSR) & THUMB) != 0;
        int length = thumb ? 2 : 4;
        long at = vcpu.pc() - length;
        if (!vcpu.memory().isReadable(at, length)) {
            return false;
        }
        if (thumb) {
            int instruction = vcpu.memory().u8(at) | vcpu.memory().u8(at + 1) << 8;
            return instruction == THUMB_YIELD || instruction == THUMB_WFE;
        }
        int instruction = vcpu.memory().i32(at) & ~CONDITION;
        return instruction == YIELD || instruction == WFE;
    }

    @Override
    public boolean waits(GuestMemory memory, long address) {
        return memory.isReadable(address, Integer.BYTES)
                && ((memory.i32(address) & ~CONDITION) == (WFI & ~CONDITION) || memory.u16(address) == THUMB_WFI);
    }

    @Override
    public void hookSystemCalls(Engine engine, Runnable onSystemCall) {
        // svc arrives as an interrupt: see trap().
    }

    @Override
    public void enterUser(Vcpu vcpu) {
        vcpu.register(Arm.REG_CPSR, USER_MODE);
    }

    @Override
    public void makeUser(Context context) {
        // The mode is in the context: see enterUser().
    }

    /** EABI. */
    @Override
    public int systemCallNumber() {
        return r(7);
    }

    @Override
    public int[] systemCallArguments() {
        return SYSTEM_CALL_ARGUMENTS;
    }

    @Override
    public int systemCallResult() {
        return r(0);
    }

    @Override
    public boolean interruptsEnabled(Vcpu vcpu) {
        return (vcpu.register(Arm.REG_CPSR) & IRQ_MASKED) == 0;
    }

    @Override
    public void interruptsEnabled(Vcpu vcpu, boolean enabled) {
        long psr = vcpu.register(Arm.REG_CPSR);
        vcpu.register(Arm.REG_CPSR, enabled ? psr & ~IRQ_MASKED : psr | IRQ_MASKED);
    }

    @Override
    public long threadPointer(Context context) {
        return ArmContextLayout.get().threadPointer(context.bytes());
    }

    @Override
    public void threadPointer(Context context, long value) {
        ArmContextLayout.get().threadPointer(context.bytes(), value);
    }

    private static int r(int number) {
        return Arm.REG_R0 + number;
    }

    /** Arguments one word after the other, 64-bit ones at even words (AAPCS 6.5, rules C.3 and C.8). */
    private static final class Words implements ArgumentReader {
        private final LongUnaryOperator words;
        private long next;

        Words(long first, LongUnaryOperator words) {
            this.words = words;
            next = first;
        }

        @Override
        public int next32() {
            return (int) nextWord();
        }

        @Override
        public long next64() {
            next = next + 7 & -8;
            long low = nextWord();
            return nextWord() << 32 | low;
        }

        @Override
        public long nextWord() {
            next += 4;
            return words.applyAsLong(next - 4);
        }
    }
}
