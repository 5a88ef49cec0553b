package dev.initlab.kernel;

import java.util.List;
import java.util.Optional;

import dev.initlab.kernel.image.KernelImage;
import dev.initlab.kernel.image.Symbols;
import dev.initlab.kernel.init.BuiltInInitcalls;
import dev.initlab.kernel.init.Initcalls;
import dev.initlab.kernel.module.Module;
import dev.initlab.kernel.module.ModuleList;
import dev.initlab.kernel.printk.LogBuffer;
import dev.initlab.kernel.task.Scheduler;
import dev.initlab.kernel.task.Task;
import dev.initlab.machine.Machine;
import dev.initlab.machine.Vcpu;
import dev.initlab.trace.Initcall;

/**
 * A boot under way, to be looked at.
 *
 * <p>All but {@link #end} is for the thread that holds the vCPU, or for one that is sure to look while that one waits.
 */
public final class BootControl {
    private final KernelImage image;
    private final Machine machine;
    private final Symbols symbols;
    private final Scheduler scheduler;
    private final ModuleList modules;
    private final BuiltInInitcalls tables;
    private final Initcalls initcalls;
    private final LogBuffer log;
    private final Runnable end;

    BootControl(KernelImage image, Machine machine, Symbols symbols, Scheduler scheduler, ModuleList modules,
            BuiltInInitcalls tables, Initcalls initcalls, LogBuffer log, Runnable end) {
        this.image = image;
        this.machine = machine;
        this.symbols = symbols;
        this.scheduler = scheduler;
        this.modules = modules;
        this.tables = tables;
        this.initcalls = initcalls;
        this.log = log;
        this.end = end;
    }

    public KernelImage image() {
        return image;
    }

    public Machine machine() {
        return machine;
    }

    public Vcpu vcpu() {
        return machine.vcpu();
    }

    /** The kernel's symbols and those of the modules there are. */
    public Symbols symbols() {
        return symbols;
    }

    /** The tasks that have not been waited for, in order of birth. */
    public List<Task> tasks() {
        return scheduler.tasks();
    }

    /** The task that holds the vCPU. */
    public Task current() {
        return scheduler.current();
    }

    /** The modules, the newest first. */
    public List<Module> modules() {
        return modules.all();
    }

    /** The image's initcall tables. */
    public BuiltInInitcalls tables() {
        return tables;
    }

    /** The innermost initcall a task is in. */
    public Optional<Initcall> initcallOf(int pid) {
        return initcalls.initcallOf(pid);
    }

    /** The kernel's log. */
    public LogBuffer log() {
        return log;
    }

    /** Ends the boot before the next block of guest code, from any thread; to be repeated until it has ended. */
    public void end() {
        end.run();
    }
}
