package dev.initlab.machine;

import java.util.List;

import dev.initlab.machine.device.MmioDevice;
import dev.initlab.machine.device.PortDevice;
import dev.initlab.machine.device.PowerSwitch;
import dev.initlab.machine.device.SerialLine;
import dev.initlab.machine.device.Timer;
import dev.initlab.unicorn.Engine;
import dev.initlab.unicorn.Permission;
import dev.initlab.unicorn.TlbMode;

/**
 * A machine: one vCPU, memory, a serial line, a timer, a power switch, and no idea of a kernel.
 *
 * <p>Who translates addresses is decided when it is opened: {@link #openHosted} lets Java do it, page by
 * page ({@link Mmu}), for a kernel model outside the guest; {@link #openBare} leaves it to the guest's own
 * page tables. Used by one thread at a time; closing it frees the engine and the memory.
 */
public final class Machine implements AutoCloseable {
    /** With more the last page would not be below 4 GiB. */
    private static final long MAX_RAM = 3L << 30;
    /** A full flush of the default buffer takes seconds, {@code engine.md} 9.14. */
    private static final int TCG_BUFFER = 32 << 20;

    private final HostMemory memory;
    private final HostMemory trampoline;
    private final Engine engine;
    private final Ram ram;
    private final Mmu mmu;
    private final Vcpu vcpu;
    private final PowerSwitch power = new PowerSwitch();
    private final Clock clock = new Clock(this::work);
    private final Timer timer = new Timer(clock::now);

    private Machine(Architecture architecture, long ramSize, TlbMode mode, Vcpu.Stubs stubs,
            TrapHandler traps, SerialLine line) {
        if (ramSize <= 0 || ramSize > MAX_RAM || ramSize % Mmu.PAGE_SIZE != 0) {
            throw new IllegalArgumentException(
                    "memory of 0x%x bytes: it must be whole pages and at most 3 GiB".formatted(ramSize));
        }
        Isa isa = architecture.newIsa();
        memory = HostMemory.allocate(ramSize);
        trampoline = HostMemory.allocate(Mmu.PAGE_SIZE);
        engine = isa.open();
        engine.tcgBufferSize(TCG_BUFFER);
        engine.tlbMode(mode);
        isa.initialize(engine);
        ram = new Ram(isa.ramBase(), memory.segment());
        engine.mapPointer(ram.base(), ram.segment(), Permission.ALL);
        List<PortDevice> ports = architecture.ports(line, power, timer);
        if (!ports.isEmpty()) {
            new PortBus(engine, ports);
        }
        for (MmioDevice device : architecture.memoryMapped(line, power, timer)) {
            engine.mmio(device.base(), device.size(), device::read, device::write);
        }
        if (mode == TlbMode.VIRTUAL) {
            trampoline.segment().asByteBuffer().put(isa.trampoline());
            long below = ram.pageBelow(1);
            engine.mapPointer(below, trampoline.segment(), Permission.ALL);
            mmu = new Mmu(engine, ram, isa.kernelStart());
            mmu.kernelSpace().mapReturnPage(isa.returnAddress() & -Mmu.PAGE_SIZE, below);
        } else {
            mmu = new Mmu(engine, ram);
        }
        vcpu = new Vcpu(engine, isa, mmu, stubs, traps, clock, timer);
    }

    /**
     * A machine whose address spaces are kept by Java.
     *
     * @param ramSize bytes, whole pages, at most 3 GiB
     * @param stubs   where the guest's hypercall stubs will be
     * @param line    what is behind the UART
     */
    public static Machine openHosted(Architecture architecture, long ramSize, Vcpu.Stubs stubs,
            TrapHandler traps, SerialLine line) {
        return new Machine(architecture, ramSize, TlbMode.VIRTUAL, stubs, traps, line);
    }

    /** A machine whose guest owns the page tables; it starts with physical addresses. */
    public static Machine openBare(Architecture architecture, long ramSize, TrapHandler traps,
            SerialLine line) {
        return new Machine(architecture, ramSize, TlbMode.CPU, Vcpu.Stubs.NONE, traps, line);
    }

    public Ram ram() {
        return ram;
    }

    public Mmu mmu() {
        return mmu;
    }

    public Vcpu vcpu() {
        return vcpu;
    }

    /** Virtual time; moves with the vCPU's work. */
    public Clock clock() {
        return clock;
    }

    /** The one timer, which the guest programs. */
    public Timer timer() {
        return timer;
    }

    public PowerSwitch power() {
        return power;
    }

    private long work() {
        return vcpu.work();
    }

    @Override
    public void close() {
        vcpu.close();
        engine.close();
        trampoline.close();
        memory.close();
    }
}
