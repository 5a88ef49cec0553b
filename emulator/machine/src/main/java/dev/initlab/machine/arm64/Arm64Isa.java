package dev.initlab.machine.arm64;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

import dev.initlab.machine.ArgumentReader;
import dev.initlab.machine.FaultKind;
import dev.initlab.machine.GuestMemory;
import dev.initlab.machine.Isa;
import dev.initlab.machine.Vcpu;
import dev.initlab.unicorn.Arch;
import dev.initlab.unicorn.Arm64;
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
    public Trap trap(Vcpu vcpu, int number) {
        return switch (number) {
            case 1 -> new Trap.Exception(FaultKind.UNDEFINED_INSTRUCTION, number);
            case 2 -> new Trap.SystemCall();
            case 3, 4 -> new Trap.Exception(FaultKind.PAGE, number);
            case 7 -> new Trap.Exception(FaultKind.BREAKPOINT, number);
            default -> new Trap.Exception(FaultKind.OTHER, number);
        };
    }

    @Override
    public long faultAddress(Vcpu vcpu) {
        return vcpu.register(Arm64.REG_FAR_EL1);
    }

    @Override
    public void forgetException(Context scratch) {
        // Nothing escalates on Arm.
    }

    @Override
    public void hookSystemCalls(Engine engine, Runnable onSystemCall) {
        // svc arrives as an interrupt: see trap().
    }

    @Override
    public int systemCallLength() {
        return 4;
    }

    @Override
    public void makeUser(Context context) {
        throw new UnsupportedOperationException("arm64 has no user space yet");
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
    public int threadPointer() {
        return Arm64.REG_TPIDR_EL0;
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
