package dev.initlab.kernel;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import dev.initlab.elf.Segment;
import dev.initlab.kernel.console.ConsoleDevice;
import dev.initlab.kernel.console.Consoles;
import dev.initlab.kernel.console.Keyboard;
import dev.initlab.kernel.console.Printk;
import dev.initlab.kernel.fops.GuestFiles;
import dev.initlab.kernel.fops.ProcTree;
import dev.initlab.kernel.fs.Cpio;
import dev.initlab.kernel.fs.CpioException;
import dev.initlab.kernel.fs.DeviceNumber;
import dev.initlab.kernel.fs.FsContext;
import dev.initlab.kernel.fs.SyntheticFileSystem;
import dev.initlab.kernel.fs.Vfs;
import dev.initlab.kernel.fs.WaitChannel;
import dev.initlab.kernel.hypercall.ConsoleHeader;
import dev.initlab.kernel.hypercall.DelayHeader;
import dev.initlab.kernel.hypercall.Hypercalls;
import dev.initlab.kernel.hypercall.IoHeader;
import dev.initlab.kernel.hypercall.PanicHeader;
import dev.initlab.kernel.hypercall.PrintkHeader;
import dev.initlab.kernel.hypercall.ProcFsHeader;
import dev.initlab.kernel.hypercall.SlabHeader;
import dev.initlab.kernel.hypercall.TraceHeader;
import dev.initlab.kernel.hypercall.UaccessHeader;
import dev.initlab.kernel.image.KernelImage;
import dev.initlab.kernel.image.Symbols;
import dev.initlab.kernel.init.BuiltInInitcalls;
import dev.initlab.kernel.init.GuestParams;
import dev.initlab.kernel.init.InitMemory;
import dev.initlab.kernel.init.InitcallOptions;
import dev.initlab.kernel.init.Initcalls;
import dev.initlab.kernel.init.StartKernel;
import dev.initlab.kernel.irq.Interrupts;
import dev.initlab.kernel.irq.PreemptCount;
import dev.initlab.kernel.mm.IoMap;
import dev.initlab.kernel.mm.PageAllocator;
import dev.initlab.kernel.mm.PageOwner;
import dev.initlab.kernel.mm.Slab;
import dev.initlab.kernel.mm.VirtualLayout;
import dev.initlab.kernel.mm.VirtualRange;
import dev.initlab.kernel.module.DeleteModule;
import dev.initlab.kernel.module.ModuleArea;
import dev.initlab.kernel.module.ModuleList;
import dev.initlab.kernel.module.ModuleLoader;
import dev.initlab.kernel.module.ModuleParameters;
import dev.initlab.kernel.module.ProcModules;
import dev.initlab.kernel.oops.Oops;
import dev.initlab.kernel.oops.OopsText;
import dev.initlab.kernel.oops.Panic;
import dev.initlab.kernel.oops.PanicOptions;
import dev.initlab.kernel.printk.ConsoleLogLevel;
import dev.initlab.kernel.printk.LogBuffer;
import dev.initlab.kernel.printk.Vsprintf;
import dev.initlab.kernel.syscall.SystemCalls;
import dev.initlab.kernel.task.Outside;
import dev.initlab.kernel.task.Processes;
import dev.initlab.kernel.task.Scheduler;
import dev.initlab.kernel.task.Task;
import dev.initlab.machine.AddressSpace;
import dev.initlab.machine.Clock;
import dev.initlab.machine.GuestMemoryException;
import dev.initlab.machine.Machine;
import dev.initlab.machine.MachinePool;
import dev.initlab.machine.Mmu;
import dev.initlab.machine.Protection;
import dev.initlab.machine.Vcpu;
import dev.initlab.machine.device.SerialLine;
import dev.initlab.trace.Event;
import dev.initlab.trace.EventStream;
import dev.initlab.trace.Outcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The kernel model: boots an image on a machine of its own and says how it ended.
 *
 * <p>One boot at a time in one {@code Kernel}; any number of them beside each other in one JVM.
 */
public final class Kernel implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Kernel.class);
    private static final long MAX_UNPACKED = 512L << 20;
    private static final int CONSOLE_MAJOR = 5;
    private static final int CONSOLE_MINOR = 1;
    /** As many machines as can run at once may wait for the next boot. */
    private static final MachinePool POOL = new MachinePool(Runtime.getRuntime().availableProcessors());

    private final BootConfig config;
    private final KernelTraps traps = new KernelTraps();
    private final Machine machine;
    private final Vcpu vcpu;
    private final PageAllocator pages;
    private final LogBuffer log = new LogBuffer();
    private final EventStream events;
    private final Scheduler scheduler;
    private final ModuleList modules = new ModuleList();
    private final StartKernel startKernel;
    private final BootControl control;
    private final long hostStart = System.nanoTime();

    private Kernel(BootConfig config) {
        this.config = config;
        KernelImage image = config.image();
        VirtualLayout layout = VirtualLayout.of(image.architecture());
        if (config.memory() > layout.directMapSize()) {
            throw new InputException("--memory", "%d MiB: an %s guest has addresses for %d MiB".formatted(
                    config.memory() >> 20, image.architecture().name().toLowerCase(Locale.ROOT),
                    layout.directMapSize() >> 20));
        }
        SerialLine line = new SerialLine(config.serial());
        machine = POOL.open(image.architecture(), config.memory(), image.stubs(), image.codeChecksum(), traps, line);
        boolean ready = false;
        try {
            vcpu = machine.vcpu();
            int wordSize = vcpu.isa().wordSize();
            Clock clock = machine.clock();
            events = new EventStream(clock::now, this::hostTime, (sink, failure) ->
                    LOG.warn("an event receiver failed and gets no more events: {}", sink, failure));
            config.sinks().forEach(events::add);

            // Memory: the image where its segments say, everything else around it.
            AddressSpace kernelSpace = machine.mmu().kernelSpace();
            pages = new PageAllocator(machine.ram(), kernelSpace, layout.directMap());
            loadImage(image, kernelSpace);
            Slab slab = new Slab(pages);
            VirtualRange stacks = new VirtualRange(kernelSpace, pages, PageOwner.STACK, layout.stacks(),
                    layout.stacksEnd());
            ModuleArea moduleArea = new ModuleArea(List.of(
                    new VirtualRange(kernelSpace, pages, PageOwner.MODULE, layout.modules(), layout.modulesEnd()),
                    new VirtualRange(kernelSpace, pages, PageOwner.MODULE, layout.farModules(),
                            layout.farModulesEnd())));

            // Log, tasks, symbols.
            WaitChannel typed = new WaitChannel("console");
            Outside outside = config.keys().<Outside>map(keys -> new Keyboard(keys, line, typed, vcpu, traps::stopRequested))
                    .orElse(Outside.NOBODY);
            scheduler = new Scheduler(vcpu, stacks, clock, outside);
            long consoleBuffer = pages.directAddress(pages.allocate(PageOwner.KERNEL));
            Consoles consoles = new Consoles(vcpu, image.layout(), consoleBuffer, (int) Mmu.PAGE_SIZE);
            Printk printk = new Printk(log, new ConsoleLogLevel(), clock, scheduler::currentPid, events, consoles);
            Symbols symbols = new Symbols(image.symbols());
            PanicOptions panicOptions = new PanicOptions();
            Panic panic = new Panic(printk, events, panicOptions);

            // Initcalls and parameters.
            InitcallOptions initcallOptions = new InitcallOptions();
            PreemptCount preemptCount = new PreemptCount(image, vcpu.memory());
            Initcalls initcalls = new Initcalls(vcpu, printk, symbols, clock, events, this::hostTime,
                    scheduler::current, preemptCount, initcallOptions);
            BuiltInInitcalls tables = BuiltInInitcalls.read(image, vcpu.memory(), wordSize);
            InitMemory initMemory = new InitMemory(image);
            GuestParams guestParams = new GuestParams(vcpu, image.layout(), slab);

            // Files, modules, processes.
            Vfs vfs = new Vfs(clock::now);
            vfs.charDevices().register(new DeviceNumber(CONSOLE_MAJOR, CONSOLE_MINOR), 1, "console",
                    new ConsoleDevice(consoles, typed, line::isHungUp));
            GuestFiles guestFiles = new GuestFiles(image, vcpu, slab);
            guestFiles.serve(vfs.charDevices());
            ProcTree procTree = registerProc(vfs, guestFiles);
            unpackInitramfs(vfs);
            ModuleLoader loader = new ModuleLoader(vcpu, image, printk, symbols, initcalls, scheduler, moduleArea,
                    slab, modules, new ModuleParameters(guestParams, printk), events);
            Processes processes = new Processes(vcpu, scheduler, pages, vfs, image.elf().header().machine(), panic,
                    events);
            OopsText oopsText = OopsText.of(image.architecture());
            SystemCalls systemCalls = new SystemCalls(vcpu, traps, scheduler, processes, vfs, loader,
                    new DeleteModule(vcpu, modules, loader), image, oopsText, printk, clock, events, uname(image));

            Vsprintf.Environment format = new Vsprintf.Environment(new FormatMemory(vcpu.memory()), symbols);
            Hypercalls hypercalls = Hypercalls.bind(image, vcpu, List.of(
                    new PrintkHeader(vcpu.memory(), format, printk),
                    new ConsoleHeader(consoles, printk),
                    new SlabHeader(slab, vcpu.memory(), printk),
                    new PanicHeader(format, panic),
                    new IoHeader(new IoMap(kernelSpace, layout.io())),
                    new DelayHeader(clock, scheduler, preemptCount, printk),
                    new ProcFsHeader(procTree),
                    new UaccessHeader(vcpu),
                    new TraceHeader(events)));
            long emergencyStack = stacks.allocate(Scheduler.STACK_SIZE, Protection.READ | Protection.WRITE)
                    + Scheduler.STACK_SIZE;
            Oops oops = new Oops(vcpu, oopsText, printk, symbols, initMemory, initcalls, scheduler, events, emergencyStack);
            traps.connect(new KernelTraps.Connected(vcpu, clock, machine.timer(),
                    new Interrupts(image, vcpu, preemptCount), preemptCount, printk, symbols, hypercalls, oops, panic, panicOptions, processes,
                    machine.power(), events, config));
            startKernel = new StartKernel(config, vcpu, printk, panic, events, scheduler, processes, systemCalls,
                    initcalls, tables, initcallOptions, panicOptions, initMemory, pages, vfs, guestParams);
            control = new BootControl(image, machine, symbols, scheduler, modules, tables, initcalls, log,
                    this::interrupt);
            ready = true;
        } finally {
            if (!ready) {
                machine.close();
            }
        }
    }

    /**
     * Boots an image and waits for the end.
     *
     * @throws InputException       if the image or an archive cannot be booted at all; nothing ran then
     * @throws InterruptedException if this thread was interrupted; the guest has been stopped
     */
    public static BootResult boot(BootConfig config) throws InterruptedException {
        try (Kernel kernel = open(config)) {
            return kernel.run();
        }
    }

    /** The machines that wait for the next boot of the same image; cleared by whoever will not boot again soon. */
    public static MachinePool pool() {
        return POOL;
    }

    private static Kernel open(BootConfig config) {
        try {
            return new Kernel(config);
        } catch (GuestMemoryException e) {
            // Nothing has run yet: it is the image whose tables point there.
            throw config.image().bad("a table of it, or an entry of one, points to 0x%x, which is not loaded"
                    .formatted(e.address()));
        }
    }

    private BootResult run() throws InterruptedException {
        events.emit(at -> new Event.BootStarted(at, fileName(config.image().name()), vcpu.isa().name(),
                config.commandLine()));
        config.maxWork().ifPresent(vcpu::grantWork);
        config.observer().ifPresent(o -> o.ready(control));
        scheduler.spawn(Optional.empty(), "swapper/0", startKernel::startKernel);
        Throwable cause;
        try (Watchdog watchdog = Watchdog.start(vcpu, config.timeout())) {
            cause = scheduler.runUntilEnd(this::interrupt);
        } catch (InterruptedException e) {
            ended(Outcome.STOPPED);
            throw e;
        }
        if (cause instanceof InputException missing) {
            throw missing; // the image lacks a layout note that was not needed before
        }
        if (!(cause instanceof BootEnd end)) {
            machine.spoil();
            throw new IllegalStateException("the kernel model failed", cause);
        }
        ended(end.outcome());
        return new BootResult(end.outcome(), end.reason(), log.records(), leaks());
    }

    private void ended(Outcome outcome) {
        log.flush();
        events.emit(at -> new Event.BootEnded(at, outcome, BootResult.exitStatus(outcome)));
    }

    private void interrupt() {
        traps.interrupt();
        vcpu.requestStop();
    }

    /** What a guest that is gone still holds beyond what lives as long as the machine. */
    private List<String> leaks() {
        List<String> leaks = new ArrayList<>();
        long modulePages = modules.all().stream().mapToLong(m -> m.size() >> Mmu.PAGE_SHIFT).sum();
        if (pages.count(PageOwner.MODULE) != modulePages) {
            leaks.add("%d pages of modules, %d of them belong to loaded ones".formatted(
                    pages.count(PageOwner.MODULE), modulePages));
        }
        List<Task> alive = scheduler.tasks().stream().filter(t -> t.waitStatus().isEmpty()).toList();
        long stackPages = (alive.size() + 1L) * (Scheduler.STACK_SIZE >> Mmu.PAGE_SHIFT); // and the oops's own
        if (pages.count(PageOwner.STACK) != stackPages) {
            leaks.add("%d pages of stacks, %d of them belong to living tasks".formatted(
                    pages.count(PageOwner.STACK), stackPages));
        }
        long userPages = alive.stream().flatMap(t -> t.process().stream())
                .mapToLong(p -> p.space().space().userPages().length).sum();
        if (pages.count(PageOwner.USER) != userPages) {
            leaks.add("%d pages of user space, %d of them belong to living processes".formatted(
                    pages.count(PageOwner.USER), userPages));
        }
        return leaks;
    }

    private void loadImage(KernelImage image, AddressSpace kernelSpace) {
        image.copyTo(machine.ram());
        for (Segment segment : image.segments()) {
            long first = segment.vaddr() & -Mmu.PAGE_SIZE;
            long length = (segment.vaddr() + segment.memsz() + Mmu.PAGE_SIZE - 1 & -Mmu.PAGE_SIZE) - first;
            long physical = segment.paddr() & -Mmu.PAGE_SIZE;
            pages.reserve(physical, length, PageOwner.KERNEL);
            kernelSpace.map(first, physical, length, protection(segment));
        }
        if (machine.ram().base() == 0) {
            pages.reserve(0, Mmu.PAGE_SIZE, PageOwner.KERNEL); // physical 0 is nobody's
        }
    }

    private static int protection(Segment segment) {
        int protection = (segment.readable() ? Protection.READ : 0)
                | (segment.writable() ? Protection.WRITE : 0)
                | (segment.executable() ? Protection.EXECUTE : 0);
        return protection == 0 ? Protection.READ : protection;
    }

    private ProcTree registerProc(Vfs vfs, GuestFiles guestFiles) {
        ProcModules procModules = new ProcModules(modules, vcpu.isa());
        ProcTree[] tree = new ProcTree[1];
        vfs.register(new SyntheticFileSystem(vfs, "proc", SyntheticFileSystem.PROC_MAGIC, (fs, root) -> {
            root.add("modules", fs.file(0444, procModules::text));
            root.add("cmdline", fs.file(0444,
                    () -> (config.commandLine() + "\n").getBytes(StandardCharsets.ISO_8859_1)));
            tree[0] = new ProcTree(guestFiles, fs, root);
        }));
        return tree[0];
    }

    private void unpackInitramfs(Vfs vfs) {
        try (FsContext context = vfs.newContext()) {
            for (BootConfig.Archive archive : config.initramfs()) {
                try {
                    Cpio.unpack(vfs, context, archive.bytes(), MAX_UNPACKED);
                } catch (CpioException e) {
                    throw new InputException(archive.name(), "offset 0x%x: %s".formatted(e.offset(), e.reason()));
                }
            }
        }
    }

    private List<String> uname(KernelImage image) {
        String release = image.symbol("linux_banner").stream()
                .mapToObj(at -> new String(vcpu.memory().string(at, 256), StandardCharsets.ISO_8859_1))
                .flatMap(banner -> Arrays.stream(banner.split(" ")).skip(2).limit(1))
                .findFirst().orElse("unknown");
        String machineName = switch (image.architecture()) {
            case X86_64 -> "x86_64";
            case ARM64 -> "aarch64";
            case ARM -> "armv7l";
        };
        return List.of("Linux", "(none)", release, "#1 SMP", machineName, "(none)");
    }

    private long hostTime() {
        return System.nanoTime() - hostStart;
    }

    private static String fileName(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    @Override
    public void close() {
        machine.close();
    }
}
