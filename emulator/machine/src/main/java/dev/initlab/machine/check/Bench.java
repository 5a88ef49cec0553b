package dev.initlab.machine.check;

import java.io.ByteArrayOutputStream;

import dev.initlab.machine.AddressSpace;
import dev.initlab.machine.Architecture;
import dev.initlab.machine.Fault;
import dev.initlab.machine.GuestMemory;
import dev.initlab.machine.Machine;
import dev.initlab.machine.Mmu;
import dev.initlab.machine.Protection;
import dev.initlab.machine.Vcpu;
import dev.initlab.machine.device.Pl011;
import dev.initlab.machine.device.PowerRegister;
import dev.initlab.machine.device.SerialLine;

/**
 * A machine with the {@link Program}s in its memory, for one check.
 *
 * <p>Used by one thread; only {@link #stop()} is for any thread.
 */
final class Bench implements AutoCloseable {
    /** How many hypercall stubs there are. */
    static final int STUBS = 4;
    /** User space: where its code and its stack are. */
    static final long USER_TEXT = 0x40_0000;
    static final long USER_STACK = 0x7fff_0000L;

    private static final int RAM = 16 << 20;
    private static final int STUB_SIZE = 16;
    private static final long SLOT = 0x40;
    private static final long STACK_SIZE = 0x8000;
    // Distances from the text, and of the frames from the start of memory.
    private static final long TO_STUBS = 0x8_0000;
    private static final long TO_DATA = 0x100_0000;
    private static final long TO_STACK = 0x200_0000;
    private static final long TO_DEVICES = 0x300_0000;
    private static final long TO_SPARE = 0x400_0000;
    private static final long TEXT_FRAME = 0x10_0000;
    private static final long STUBS_FRAME = 0x10_1000;
    private static final long DATA_FRAME = 0x10_2000;
    private static final long STACK_FRAME = 0x11_0000;
    private static final long SPARE_FRAMES = 0x20_0000;

    final Architecture architecture;
    final ScriptedTraps traps = new ScriptedTraps();
    final ByteArrayOutputStream sent = new ByteArrayOutputStream();
    final GuestCode code;
    final Machine machine;
    final Vcpu vcpu;

    Bench(Architecture architecture) {
        this(architecture, codeOf(architecture));
    }

    /** With other machine code than the architecture's: a check that passes then is worth nothing. */
    Bench(Architecture architecture, GuestCode code) {
        this.architecture = architecture;
        this.code = code;
        machine = Machine.openHosted(architecture, RAM, new Vcpu.Stubs(stub(0), STUB_SIZE, STUBS), traps,
                new SerialLine(sent::write));
        vcpu = machine.vcpu();
        AddressSpace kernel = kernel();
        long ram = machine.ram().base();
        kernel.map(code.text(), ram + TEXT_FRAME, Protection.READ | Protection.EXECUTE);
        kernel.map(stub(0), ram + STUBS_FRAME, Protection.READ | Protection.EXECUTE);
        kernel.map(data(), ram + DATA_FRAME, Protection.READ | Protection.WRITE);
        kernel.map(code.text() + TO_STACK, ram + STACK_FRAME, STACK_SIZE, Protection.READ | Protection.WRITE);
        if (architecture != Architecture.X86_64) {
            kernel.map(serial(), Pl011.BASE, Protection.READ | Protection.WRITE);
            kernel.map(power(), PowerRegister.BASE, Protection.READ | Protection.WRITE);
        }
        vcpu.sp(stack());
        for (Program program : Program.values()) {
            memory().write(at(program), code.of(program));
        }
        for (int i = 0; i < STUBS; i++) {
            memory().write(stub(i), code.of(Program.RETURN));
        }
    }

    static GuestCode codeOf(Architecture architecture) {
        return switch (architecture) {
            case X86_64 -> new X86Code();
            case ARM64 -> new Arm64Code();
            case ARM -> new ArmCode();
        };
    }

    /** Where a program lies. */
    long at(Program program) {
        return code.text() + SLOT * program.ordinal();
    }

    long stub(int index) {
        return code.text() + TO_STUBS + (long) index * STUB_SIZE;
    }

    /** A page to read and write. */
    long data() {
        return code.text() + TO_DATA;
    }

    private long stack() {
        return code.text() + TO_STACK + STACK_SIZE;
    }

    long serial() {
        return code.text() + TO_DEVICES;
    }

    long power() {
        return code.text() + TO_DEVICES + Mmu.PAGE_SIZE;
    }

    /** The address of a page nothing is mapped at. */
    long spare(int page) {
        return code.text() + TO_SPARE + page * Mmu.PAGE_SIZE;
    }

    /** A frame nobody uses, zeroed. */
    long frame(int index) {
        return machine.ram().base() + SPARE_FRAMES + index * Mmu.PAGE_SIZE;
    }

    AddressSpace kernel() {
        return machine.mmu().kernelSpace();
    }

    GuestMemory memory() {
        return kernel().memory();
    }

    long call(Program program, long... arguments) {
        if (vcpu.depth() == 0) {
            vcpu.sp(stack()); // user code leaves the kernel's registers as they were when the vCPU was new
        }
        return vcpu.call(at(program), arguments);
    }

    /** Calls a function that must fault. */
    Fault fault(long function, long... arguments) {
        try {
            long result = vcpu.call(function, arguments);
            throw new CheckFailedException("no fault; it returned 0x%x".formatted(result));
        } catch (ScriptedTraps.FaultException e) {
            return e.fault();
        }
    }

    /** Makes the check that uses this bench end. */
    void stop() {
        vcpu.requestStop();
    }

    @Override
    public void close() {
        machine.close();
    }
}
