package dev.initlab.machine;

import java.util.List;
import java.util.Objects;

import dev.initlab.machine.device.MmioDevice;
import dev.initlab.unicorn.Context;
import dev.initlab.unicorn.Engine;
import dev.initlab.unicorn.Permission;
import dev.initlab.unicorn.TlbMode;
import org.jspecify.annotations.Nullable;

/**
 * What of a machine can be used again: the engine with all it has translated, the memory it was given, its hooks.
 *
 * <p>The hooks reach whoever is plugged in. Everything else of a {@link Machine} is made anew for each, so that
 * nothing of one boot can be seen in the next.
 */
final class Board implements AutoCloseable {
    /** With more the last page would not be below 4 GiB. */
    private static final long MAX_RAM = 3L << 30;
    /** What makes two boards the same. */
    record Kind(Architecture architecture, long ramSize, TlbMode mode, Vcpu.Stubs stubs) {
        Kind {
            if (ramSize <= 0 || ramSize > MAX_RAM || ramSize % Mmu.PAGE_SIZE != 0) {
                throw new IllegalArgumentException(
                        "memory of 0x%x bytes: it must be whole pages and at most 3 GiB".formatted(ramSize));
            }
        }
    }

    /** What of a machine the engine's callbacks lead to. */
    record Plugged(Mmu mmu, Vcpu vcpu, PortBus ports, List<MmioDevice> devices) {
    }

    private final Kind kind;
    private final Isa isa;
    private final HostMemory memory;
    private final HostMemory trampoline;
    private final Engine engine;
    private final Ram ram;
    private final Translations translations;
    private final WorkMeter meter;
    /** The registers of a machine that was just switched on. */
    private final Context reset;
    private @Nullable Plugged plugged;

    Board(Kind kind) {
        this.kind = kind;
        isa = kind.architecture().newIsa();
        memory = HostMemory.allocate(kind.ramSize());
        trampoline = HostMemory.allocate(Mmu.PAGE_SIZE);
        ram = new Ram(isa.ramBase(), memory.segment());
        if (isHosted()) {
            trampoline.segment().asByteBuffer().put(isa.trampoline());
        }
        engine = openEngine();
        if (isHosted()) {
            engine.onTlbFill((e, virtual, access, result) -> plugged().mmu().fill(virtual, access, result));
        }
        translations = new Translations(ram);
        meter = new WorkMeter(engine, kind.stubs().address(), kind.stubs().length(), (e, address, size) ->
                plugged().vcpu().runner().onStub((int) (address - kind.stubs().address()) / kind.stubs().size(), e));
        engine.onInterrupt((e, number) -> plugged().vcpu().runner().onInterrupt(number, e));
        isa.hookSystemCalls(engine, () -> plugged().vcpu().runner().onSystemCall(engine));
        engine.onEdgeGenerated(1, 0, (e, block, previous) -> {
            if (translations.added(block.instructions())) {
                e.stop();
            }
        });
        reset = engine.newContext();
        reset.save();
    }

    private Engine openEngine() {
        Engine opened = isa.open();
        opened.tcgBufferSize(Translations.BUFFER);
        opened.tlbMode(kind.mode());
        isa.initialize(opened);
        opened.mapPointer(ram.base(), ram.segment(), Permission.ALL);
        if (isHosted()) {
            opened.mapPointer(trampolineFrame(), trampoline.segment(), Permission.ALL);
        }
        return opened;
    }

    /** Another engine on the same memory and devices, without any other hook; whoever asks for it closes it. */
    Engine newEngine() {
        Engine another = openEngine();
        hookDevices(another, plugged());
        return another;
    }

    /** Connects the engine's callbacks; the devices of any two machines of an architecture have the same places. */
    void plug(Plugged machine) {
        boolean first = plugged == null;
        plugged = machine;
        if (first) {
            hookDevices(engine, machine);
        }
    }

    private void hookDevices(Engine of, Plugged machine) {
        if (!machine.ports().isEmpty()) {
            of.onIn((e, port, size) -> Integer.toUnsignedLong(plugged().ports().in(port, size)));
            of.onOut((e, port, size, value) -> plugged().ports().out(port, size, (int) value));
        }
        for (int i = 0; i < machine.devices().size(); i++) {
            int index = i;
            MmioDevice device = machine.devices().get(i);
            of.mmio(device.base(), device.size(),
                    (offset, size) -> plugged().devices().get(index).read(offset, size),
                    (offset, size, value) -> plugged().devices().get(index).write(offset, size, value));
        }
    }

    private Plugged plugged() {
        return Objects.requireNonNull(plugged, "nothing is plugged in");
    }

    /** Makes it a board nothing has run on, but for what the engine has translated. */
    void reset() {
        plugged().mmu().clear(memory);
        reset.restore();
        engine.flushTlb();
        translations.flushed();
        meter.reset();
    }

    Kind kind() {
        return kind;
    }

    Isa isa() {
        return isa;
    }

    Engine engine() {
        return engine;
    }

    Ram ram() {
        return ram;
    }

    Translations translations() {
        return translations;
    }

    WorkMeter meter() {
        return meter;
    }

    boolean isHosted() {
        return kind.mode() == TlbMode.VIRTUAL;
    }

    /** Physical address of the page at the end of runs. */
    long trampolineFrame() {
        return ram.pageBelow(1);
    }

    @Override
    public void close() {
        reset.close();
        meter.close();
        engine.close();
        translations.close();
        trampoline.close();
        memory.close();
    }
}
