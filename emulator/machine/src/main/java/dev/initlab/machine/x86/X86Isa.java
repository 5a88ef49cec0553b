package dev.initlab.machine.x86;

import java.util.Arrays;
import java.util.List;
import java.util.function.LongSupplier;

import dev.initlab.machine.Access;
import dev.initlab.machine.ArgumentReader;
import dev.initlab.machine.DebugRegister;
import dev.initlab.machine.Fault;
import dev.initlab.machine.FaultKind;
import dev.initlab.machine.GuestMemory;
import dev.initlab.machine.Isa;
import dev.initlab.machine.Vcpu;
import dev.initlab.unicorn.Arch;
import dev.initlab.unicorn.Context;
import dev.initlab.unicorn.Engine;
import dev.initlab.unicorn.Mode;
import dev.initlab.unicorn.X86;

/** x86-64: System V calling convention, {@code syscall} as the gate. */
public final class X86Isa implements Isa {
    private static final byte HLT = (byte) 0xf4;
    private static final int RFLAGS_IF = 1 << 9;
    /** {@code rdtsc} traps in ring 3: the engine's shows the host's time. */
    private static final long CR4_TSD = 1 << 2;
    private static final long CR4_OSFXSR = 1 << 9;
    private static final long CR4_OSXMMEXCPT = 1 << 10;
    private static final int RDTSC = 0x0f31;
    private static final int RFLAGS_DF = 1 << 10;

    private static final int[] ARGUMENTS = {
        X86.REG_RDI, X86.REG_RSI, X86.REG_RDX, X86.REG_RCX, X86.REG_R8, X86.REG_R9,
    };
    private static final int[] SYSTEM_CALL_ARGUMENTS = {
        X86.REG_RDI, X86.REG_RSI, X86.REG_RDX, X86.REG_R10, X86.REG_R8, X86.REG_R9,
    };
    private static final int[] PRESERVED = {
        X86.REG_RBX, X86.REG_RBP, X86.REG_R12, X86.REG_R13, X86.REG_R14, X86.REG_R15, X86.REG_RSP, X86.REG_RIP,
    };
    private static final List<NamedRegister> SHOWN = List.of(
            new NamedRegister("RAX", X86.REG_RAX), new NamedRegister("RBX", X86.REG_RBX),
            new NamedRegister("RCX", X86.REG_RCX), new NamedRegister("RDX", X86.REG_RDX),
            new NamedRegister("RSI", X86.REG_RSI), new NamedRegister("RDI", X86.REG_RDI),
            new NamedRegister("RBP", X86.REG_RBP), new NamedRegister("R08", X86.REG_R8),
            new NamedRegister("R09", X86.REG_R9), new NamedRegister("R10", X86.REG_R10),
            new NamedRegister("R11", X86.REG_R11), new NamedRegister("R12", X86.REG_R12),
            new NamedRegister("R13", X86.REG_R13), new NamedRegister("R14", X86.REG_R14),
            new NamedRegister("R15", X86.REG_R15));

    @Override
    public String name() {
        return "x86_64";
    }

    @Override
    public int wordSize() {
        return 8;
    }

    @Override
    public long kernelStart() {
        return 0xffff_8000_0000_0000L;
    }

    @Override
    public long ramBase() {
        return 0;
    }

    @Override
    public Engine open() {
        return Engine.open(Arch.X86, Mode.MODE_64);
    }

    @Override
    public void initialize(Engine engine) {
        // Long mode at ring 0 is how the engine starts; SSE is on, and with CR4 written it must be said.
        engine.register(X86.REG_CR4, CR4_TSD | CR4_OSFXSR | CR4_OSXMMEXCPT);
    }

    @Override
    public long returnAddress() {
        return 0xffff_ffff_fff0_0010L;
    }

    @Override
    public byte[] trampoline() {
        byte[] page = new byte[4096];
        Arrays.fill(page, HLT);
        return page;
    }

    @Override
    public int programCounter() {
        return X86.REG_RIP;
    }

    @Override
    public int stackPointer() {
        return X86.REG_RSP;
    }

    @Override
    public int framePointer() {
        return X86.REG_RBP;
    }

    @Override
    public int result() {
        return X86.REG_RAX;
    }

    @Override
    public int[] preserved() {
        return PRESERVED;
    }

    @Override
    public List<NamedRegister> shown() {
        return SHOWN;
    }

    @Override
    public List<DebugRegister> debugRegisters() {
        return X86DebugRegisters.ALL;
    }

    @Override
    public void enterFunction(Vcpu vcpu, long function, long[] arguments) {
        int onStack = Math.max(0, arguments.length - ARGUMENTS.length);
        // The ABI wants rsp + 8 to be a multiple of 16 at the first instruction (System V AMD64 3.2.2).
        long sp = (vcpu.sp() & -16L) - 8L * (onStack + (onStack & 1)) - 8;
        GuestMemory memory = vcpu.memory();
        memory.put64(sp, returnAddress());
        for (int i = 0; i < arguments.length; i++) {
            if (i < ARGUMENTS.length) {
                vcpu.register(ARGUMENTS[i], arguments[i]);
            } else {
                memory.put64(sp + 8 + 8L * (i - ARGUMENTS.length), arguments[i]);
            }
        }
        vcpu.register(X86.REG_RFLAGS, vcpu.register(X86.REG_RFLAGS) & ~RFLAGS_DF);
        vcpu.register(X86.REG_RBP, 0);
        vcpu.sp(sp);
        vcpu.pc(function);
    }

    @Override
    public void leaveFunction(Vcpu vcpu) {
        long sp = vcpu.sp();
        vcpu.pc(callerOfFunction(vcpu));
        vcpu.sp(sp + 8);
    }

    @Override
    public int returnPops() {
        return Long.BYTES;
    }

    @Override
    public long callerOfFunction(Vcpu vcpu) {
        return vcpu.memory().i64(vcpu.sp());
    }

    @Override
    public long argument(Vcpu vcpu, int index) {
        return index < ARGUMENTS.length
                ? vcpu.register(ARGUMENTS[index])
                : vcpu.memory().i64(vcpu.sp() + 8 + 8L * (index - ARGUMENTS.length));
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
            case 0 -> Trap.Exception.of(FaultKind.DIVIDE, number, vcpu);
            case 3 -> {
                vcpu.pc(vcpu.pc() - 1); // a trap: the engine is behind the int3
                yield Trap.Exception.of(FaultKind.BREAKPOINT, number, vcpu);
            }
            case 6 -> Trap.Exception.of(FaultKind.UNDEFINED_INSTRUCTION, number, vcpu);
            case 12, 13 -> Trap.Exception.of(FaultKind.PROTECTION, number, vcpu);
            case 14 -> new Trap.Exception(FaultKind.PAGE, number, Access.READ, vcpu.register(X86.REG_CR2));
            case 17 -> Trap.Exception.of(FaultKind.ALIGNMENT, number, vcpu);
            default -> Trap.Exception.of(FaultKind.OTHER, number, vcpu);
        };
    }

    @Override
    public void forgetException(Context scratch) {
        scratch.save();
        X86ContextLayout.get().clearException(scratch.bytes());
        scratch.restore();
    }

    /** {@code rdtsc} at 1 GHz; {@code rdtscp} the engine's processor does not have. */
    @Override
    public boolean readCounter(Vcpu vcpu, Fault fault, long nanos) {
        if (fault.kind() != FaultKind.PROTECTION || !vcpu.memory().isReadable(fault.pc(), 2)
                || (vcpu.memory().u8(fault.pc()) << 8 | vcpu.memory().u8(fault.pc() + 1)) != RDTSC) {
            return false;
        }
        vcpu.register(X86.REG_RAX, nanos & 0xffff_ffffL);
        vcpu.register(X86.REG_RDX, nanos >>> 32);
        vcpu.pc(fault.pc() + 2);
        return true;
    }

    @Override
    public boolean waits(GuestMemory memory, long address) {
        return memory.isReadable(address, 1) && (byte) memory.u8(address) == HLT;
    }

    @Override
    public void hookSystemCalls(Engine engine, Runnable onSystemCall) {
        engine.onSyscall(e -> onSystemCall.run());
    }

    @Override
    public void makeUser(Context context) {
        X86ContextLayout.get().setUser(context.bytes());
    }

    @Override
    public int systemCallNumber() {
        return X86.REG_RAX;
    }

    @Override
    public int[] systemCallArguments() {
        return SYSTEM_CALL_ARGUMENTS;
    }

    @Override
    public int systemCallResult() {
        return X86.REG_RAX;
    }

    @Override
    public boolean interruptsEnabled(Vcpu vcpu) {
        return (vcpu.register(X86.REG_RFLAGS) & RFLAGS_IF) != 0;
    }

    @Override
    public void interruptsEnabled(Vcpu vcpu, boolean enabled) {
        long flags = vcpu.register(X86.REG_RFLAGS);
        vcpu.register(X86.REG_RFLAGS, enabled ? flags | RFLAGS_IF : flags & ~RFLAGS_IF);
    }

    @Override
    public long threadPointer(Context context) {
        return context.register(X86.REG_FS_BASE);
    }

    @Override
    public void threadPointer(Context context, long value) {
        context.register(X86.REG_FS_BASE, value);
    }

    /** {@code struct { unsigned gp_offset, fp_offset; void *overflow_arg_area, *reg_save_area; }}. */
    private static final class VaList implements LongSupplier {
        private final GuestMemory memory;
        private final long saved;
        private int gpOffset;
        private long overflow;

        VaList(GuestMemory memory, long address) {
            this.memory = memory;
            gpOffset = memory.i32(address);
            overflow = memory.i64(address + 8);
            saved = memory.i64(address + 16);
        }

        @Override
        public long getAsLong() {
            if (gpOffset < 8 * ARGUMENTS.length) {
                gpOffset += 8;
                return memory.i64(saved + gpOffset - 8);
            }
            overflow += 8;
            return memory.i64(overflow - 8);
        }
    }
}
