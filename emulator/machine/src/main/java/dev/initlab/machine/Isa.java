package dev.initlab.machine;

import java.util.List;
import java.util.Set;

import dev.initlab.unicorn.Context;
import dev.initlab.unicorn.Engine;

/**
 * What the vCPU must know of an instruction set: registers by role, calling convention, exceptions.
 *
 * <p>One implementation per architecture, stateless apart from what it measured of the engine.
 */
public interface Isa {
    /** As in {@code ARCH=}: {@code x86_64}, {@code arm64}, {@code arm}. */
    String name();

    /** Bytes of a pointer. */
    int wordSize();

    /** An address with all the digits a pointer has. */
    default String hex(long address) {
        return ("%0" + 2 * wordSize() + "x").formatted(address);
    }

    /** First address of the kernel's part of an address space. */
    long kernelStart();

    /** Where memory begins. */
    long ramBase();

    /** A fresh engine of this architecture, in its kernel's privilege, its options still to be set. */
    Engine open();

    /** Prepares the registers; the engine's options are set, as the first access makes them final. */
    void initialize(Engine engine);

    /** Where a called function returns to; nothing is there. */
    long returnAddress();

    /** An address in the page {@link #trampoline()} is put in: the engine looks up where a run would end. */
    default long endOfRun() {
        return returnAddress() - Mmu.PAGE_SIZE;
    }

    /** A page of halting instructions. */
    byte[] trampoline();

    int programCounter();

    /** The address to go on at: the program counter, and what else the engine takes from that address. */
    default long resumeAddress(Vcpu vcpu) {
        return vcpu.pc();
    }

    int stackPointer();

    int framePointer();

    /** The register a C function leaves its result in. */
    int result();

    /** Sets what the C function just entered will return, of up to 64 bits. */
    default void result(Vcpu vcpu, long value) {
        vcpu.register(result(), value);
    }

    /** What a C function gives back as it found it, program counter and stack pointer among them. */
    int[] preserved();

    /** The registers an oops shows, in its order. */
    List<NamedRegister> shown();

    /** The registers a debugger shows, in gdb's order. */
    List<DebugRegister> debugRegisters();

    /** Makes the vCPU enter a C function that returns to {@link #returnAddress()}. */
    void enterFunction(Vcpu vcpu, long function, long[] arguments);

    /** Does what the return instruction of a function just entered would do. */
    void leaveFunction(Vcpu vcpu);

    /** Where the C function just entered will return to. */
    long callerOfFunction(Vcpu vcpu);

    /** Bytes a return takes from the stack. */
    default int returnPops() {
        return 0;
    }

    /** Argument {@code index} of the C function just entered, integers and pointers only. */
    long argument(Vcpu vcpu, int index);

    /** The variable arguments of the C function just entered, after {@code fixed} named ones. */
    ArgumentReader variadic(Vcpu vcpu, int fixed);

    /** What a {@code va_list} still holds; reading does not change the guest's copy. */
    ArgumentReader vaList(GuestMemory memory, long vaList);

    /**
     * What the engine's interrupt number means, with the program counter put at the cause.
     *
     * @param scratch overwritten
     */
    Trap trap(Vcpu vcpu, int number, Context scratch);

    /**
     * Makes the engine forget the exception it reported, so that the next is reported right.
     *
     * @param scratch overwritten
     */
    void forgetException(Context scratch);

    /**
     * Carries out the instruction user code was stopped at if it reads a counter of time, out of virtual time.
     *
     * <p>The engine's own counters show the host's: they trap in user code.
     *
     * @param nanos virtual time
     * @return false if it is no such instruction
     */
    boolean readCounter(Vcpu vcpu, Fault fault, long nanos);

    /** What user code may use beyond the architecture's minimum. */
    default Set<CpuFeature> features(Engine engine) {
        return Set.of();
    }

    /** Whether the engine calls the instruction just carried out, before the program counter, invalid for a hint. */
    default boolean isBehindHint(Vcpu vcpu) {
        return false;
    }

    /** Whether the instruction at an address waits for an interrupt: after it the engine has ended. */
    boolean waits(GuestMemory memory, long address);

    /** Installs the system call hook where the architecture has an instruction hook for it. */
    void hookSystemCalls(Engine engine, Runnable onSystemCall);

    /** Gives the vCPU user privilege where writing a register does that; called before entry and stack are set. */
    default void enterUser(Vcpu vcpu) {
    }

    /** Turns a saved kernel context into one that runs with user privilege, where no register does. */
    void makeUser(Context context);

    int systemCallNumber();

    int[] systemCallArguments();

    int systemCallResult();

    /** Whether the processor listens to interrupt lines, in the kernel's privilege. */
    boolean interruptsEnabled(Vcpu vcpu);

    void interruptsEnabled(Vcpu vcpu, boolean enabled);

    /** The base of thread-local storage in saved user registers. */
    long threadPointer(Context context);

    void threadPointer(Context context, long value);

    /** A register with the name an oops gives it. */
    record NamedRegister(String name, int id) {
    }

    /** An engine interrupt, told apart. */
    sealed interface Trap {
        record SystemCall() implements Trap {
        }

        /**
         * An exception.
         *
         * @param vector  the engine's number of it
         * @param access  what was wanted
         * @param address the address it was about, the program counter where it was about none
         */
        record Exception(FaultKind kind, int vector, Access access, long address) implements Trap {
            /** One that is about the instruction itself. */
            public static Exception of(FaultKind kind, int vector, Vcpu vcpu) {
                return new Exception(kind, vector, Access.EXECUTE, vcpu.pc());
            }
        }
    }
}
