package dev.initlab.kernel.init;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import dev.initlab.inspect.InitcallLevel;
import dev.initlab.kernel.BootConfig;
import dev.initlab.kernel.console.Printk;
import dev.initlab.kernel.errno.ErrnoException;
import dev.initlab.kernel.fs.FsContext;
import dev.initlab.kernel.fs.OpenFile;
import dev.initlab.kernel.fs.OpenFlags;
import dev.initlab.kernel.fs.Vfs;
import dev.initlab.kernel.image.KernelImage;
import dev.initlab.kernel.mm.PageAllocator;
import dev.initlab.kernel.oops.Panic;
import dev.initlab.kernel.oops.PanicOptions;
import dev.initlab.kernel.params.BootOptions;
import dev.initlab.kernel.params.EarlyParams;
import dev.initlab.kernel.params.KernelParam;
import dev.initlab.kernel.params.ObsKernelParam;
import dev.initlab.kernel.params.ParseArgs;
import dev.initlab.kernel.params.UnknownHandler;
import dev.initlab.kernel.task.Process;
import dev.initlab.kernel.task.Processes;
import dev.initlab.kernel.task.Scheduler;
import dev.initlab.kernel.task.SystemCallLoop;
import dev.initlab.kernel.task.Task;
import dev.initlab.kernel.task.WaitQueue;
import dev.initlab.machine.GuestMemory;
import dev.initlab.machine.Vcpu;
import dev.initlab.trace.Event;
import dev.initlab.trace.EventStream;
import dev.initlab.trace.Initcall;

/**
 * The boot, as a list of steps: {@code init/main.c}.
 *
 * <p>{@link #startKernel} is what pid 0 does, {@link #kernelInit} what pid 1 does.
 */
public final class StartKernel {
    private static final int MAX_BANNER = 4096;

    private final BootConfig config;
    private final KernelImage image;
    private final Vcpu vcpu;
    private final GuestMemory memory;
    private final Printk printk;
    private final Panic panic;
    private final EventStream events;
    private final Scheduler scheduler;
    private final Processes processes;
    private final SystemCallLoop systemCalls;
    private final Initcalls initcalls;
    private final BuiltInInitcalls tables;
    private final InitMemory initMemory;
    private final PageAllocator pages;
    private final Vfs vfs;
    private final List<KernelParam> params;
    private final List<ObsKernelParam> setups;
    private final BootOptions options;

    /**
     * A boot that is ready to begin: the image is in memory.
     *
     * @param guestParams reads the image's parameter tables
     */
    public StartKernel(BootConfig config, Vcpu vcpu, Printk printk, Panic panic, EventStream events,
            Scheduler scheduler, Processes processes, SystemCallLoop systemCalls, Initcalls initcalls,
            BuiltInInitcalls tables, InitcallOptions initcallOptions, PanicOptions panicOptions,
            InitMemory initMemory, PageAllocator pages,
            Vfs vfs, GuestParams guestParams) {
        this.config = config;
        this.image = config.image();
        this.vcpu = vcpu;
        this.memory = vcpu.memory();
        this.printk = printk;
        this.panic = panic;
        this.events = events;
        this.scheduler = scheduler;
        this.processes = processes;
        this.systemCalls = systemCalls;
        this.initcalls = initcalls;
        this.tables = tables;
        this.initMemory = initMemory;
        this.pages = pages;
        this.vfs = vfs;
        params = new ArrayList<>(BootParams.params(initcallOptions, panicOptions));
        setups = new ArrayList<>(BootParams.setups(initcallOptions, panicOptions, printk));
        if (image.symbol("__start___param").isPresent()) {
            params.addAll(guestParams.params(image.require("__start___param"), image.require("__stop___param")));
        }
        if (image.symbol("__setup_start").isPresent()) {
            setups.addAll(guestParams.setups(image.require("__setup_start"), image.require("__setup_end")));
        }
        options = new BootOptions(setups, printk::log);
    }

    /** {@code start_kernel()}, by pid 0. */
    public void startKernel() {
        localIrqDisable();          // until those who handle them are there
        banner();                   // Linux version …
        parseEarlyParam();          // quiet, loglevel=, …
        bootingKernel();            // module_param of built-in code, __setup
        localIrqEnable();           // from here on a timer may tick
        if (config.sequence() == InitcallSequence.LINUX) {
            consoleInit();          // con_initcall
            securityInit();         // security_initcall
        }
        restInit();                 // pid 1 and pid 2; pid 0 becomes the idle task
    }

    /** {@code kernel_init()}, by pid 1. */
    private void kernelInit() {
        doPreSmpInitcalls();        // early
        doInitcalls();              // pure to late
        if (config.sequence() == InitcallSequence.LAYOUT) {
            consoleInit();          // behind the levels, as the tables lie in the image
            securityInit();
        }
        freeInitmem();              // and nobody may use it from here on
        runInitProcess();           // /init
    }

    private void localIrqDisable() {
        vcpu.interruptsEnabled(false);
    }

    private void localIrqEnable() {
        vcpu.interruptsEnabled(true);
    }

    private void banner() {
        image.symbol("linux_banner").ifPresent(at -> printk.notice("%s",
                new String(memory.string(at, MAX_BANNER), StandardCharsets.ISO_8859_1).stripTrailing()));
        printk.notice("Kernel command line: %s", config.commandLine());
    }

    private void parseEarlyParam() {
        EarlyParams.parse(config.commandLine(), setups, printk::log);
    }

    private void bootingKernel() {
        ParseArgs.Result result = ParseArgs.parse("Booting kernel", config.commandLine(), params, -1, -1, options,
                printk::log);
        options.unknownParameters().ifPresent(text -> printk.notice("%s", text));
        result.afterDashes().ifPresent(options::afterDashes);
    }

    /** {@code kernel/printk/printk.c: console_init()}: called directly, not through do_one_initcall(). */
    private void consoleInit() {
        level(InitcallLevel.CONSOLE, initcalls::call);
    }

    /** {@code security/security.c: security_init()}, as it was while LSMs had initcalls. */
    private void securityInit() {
        level(InitcallLevel.SECURITY, initcalls::call);
    }

    private void restInit() {
        Task self = scheduler.current();
        WaitQueue never = new WaitQueue();
        scheduler.spawn(Optional.of(self), "swapper/0", this::kernelInit);
        scheduler.spawn(Optional.of(self), "kthreadd", () -> scheduler.block(never));
        scheduler.block(never);
    }

    private void doPreSmpInitcalls() {
        level(InitcallLevel.EARLY, initcalls::doOneInitcall);
    }

    /** {@code do_initcalls()}: before each level, the parameters that are set just before it. */
    private void doInitcalls() {
        for (InitcallLevel level : InitcallLevel.values()) {
            if (level.number() >= 0) {
                events.emit(at -> new Event.LevelEntered(at, level.levelName()));
                ParseArgs.parse(level.levelName(), config.commandLine(), params, level.number(), level.number(),
                        UnknownHandler.IGNORE, printk::log);
                tables.level(level).forEach(initcalls::doOneInitcall);
                events.emit(at -> new Event.LevelLeft(at, level.levelName()));
            }
        }
    }

    private void freeInitmem() {
        if (config.freeInitmem()) {
            initMemory.free(vcpu.mmu().kernelSpace(), pages, printk, events);
        } else {
            printk.info("Init memory is kept");
        }
    }

    private void runInitProcess() {
        options.panic().ifPresent(text -> {
            throw panic.panic(text);
        });
        FsContext fs = vfs.newContext();
        String init = options.rdinit();
        printk.info("Run %s as init process", init);
        List<String> argv = new ArrayList<>(options.argv());
        argv.set(0, init);
        try {
            processes.exec(fs, init, bytes(argv), bytes(options.envp()));
        } catch (ErrnoException e) {
            fs.close();
            printk.err("Failed to execute %s (error %d)", init, e.negated());
            throw panic.panic("No working init found.  Try passing init= option to kernel. "
                    + "See Linux Documentation/admin-guide/init.rst for guidance.");
        }
        consoleOnRootfs(scheduler.current().process().orElseThrow());
        processes.runToExit(systemCalls);
    }

    /** {@code console_on_rootfs()}: descriptors 0, 1 and 2 of init. */
    private void consoleOnRootfs(Process process) {
        try {
            OpenFile console = vfs.open(process.fs(), "/dev/console", OpenFlags.O_RDWR, 0);
            int fd = process.files().install(console, false);
            process.files().dup(fd);
            process.files().dup(fd);
        } catch (ErrnoException e) {
            printk.err("Warning: unable to open an initial console.");
        }
    }

    /** Return values are ignored, as Linux does. */
    private void level(InitcallLevel level, Consumer<Initcall> call) {
        events.emit(at -> new Event.LevelEntered(at, level.levelName()));
        tables.level(level).forEach(call);
        events.emit(at -> new Event.LevelLeft(at, level.levelName()));
    }

    private static List<byte[]> bytes(List<String> strings) {
        return strings.stream().map(s -> s.getBytes(StandardCharsets.ISO_8859_1)).toList();
    }
}
