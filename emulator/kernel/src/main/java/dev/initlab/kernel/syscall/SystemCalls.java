package dev.initlab.kernel.syscall;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

import dev.initlab.kernel.console.Printk;
import dev.initlab.kernel.errno.Errno;
import dev.initlab.kernel.errno.ErrnoException;
import dev.initlab.kernel.fs.Vfs;
import dev.initlab.kernel.image.KernelImage;
import dev.initlab.kernel.module.DeleteModule;
import dev.initlab.kernel.module.ModuleLoader;
import dev.initlab.kernel.oops.OopsText;
import dev.initlab.kernel.task.Process;
import dev.initlab.kernel.task.Processes;
import dev.initlab.kernel.task.Scheduler;
import dev.initlab.kernel.task.SystemCallLoop;
import dev.initlab.kernel.task.Task;
import dev.initlab.machine.Clock;
import dev.initlab.machine.Exit;
import dev.initlab.machine.Fault;
import dev.initlab.machine.GuestMemoryException;
import dev.initlab.machine.TrapHandler;
import dev.initlab.machine.Vcpu;
import dev.initlab.trace.Event;
import dev.initlab.trace.EventStream;

/**
 * The system call gate: runs user code, and serves each call it makes.
 *
 * <p>An unknown call is logged once and gives ENOSYS. A fault of user code ends its process.
 */
public final class SystemCalls implements SystemCallLoop {
    private static final int MAX_ARGUMENTS = 6;

    private final Vcpu vcpu;
    private final TrapHandler traps;
    private final Scheduler scheduler;
    private final Processes processes;
    private final OopsText oopsText;
    private final Printk printk;
    private final Clock clock;
    private final EventStream events;
    private final SystemCallTable table;
    private final Set<Integer> unknown = new HashSet<>();

    /**
     * The gate of one booted image.
     *
     * @param uname sysname, nodename, release, version, machine, domainname
     */
    public SystemCalls(Vcpu vcpu, TrapHandler traps, Scheduler scheduler, Processes processes, Vfs vfs,
            ModuleLoader loader, DeleteModule unloader, KernelImage image, OopsText oopsText, Printk printk,
            Clock clock, EventStream events, List<String> uname) {
        this.vcpu = vcpu;
        this.traps = traps;
        this.scheduler = scheduler;
        this.processes = processes;
        this.oopsText = oopsText;
        this.printk = printk;
        this.clock = clock;
        this.events = events;
        table = new SystemCallTable(image.architecture(),
                new FileCalls(image.architecture(), vfs, scheduler), new MemoryCalls(),
                new ProcessCalls(processes, scheduler, this, uname, vcpu.isa().wordSize()),
                new TimeCalls(scheduler, clock, vcpu.isa().wordSize()),
                new ModuleCalls(vcpu, image, loader, unloader), new RebootCalls(vcpu, image));
    }

    @Override
    public void run() {
        Task task = scheduler.current();
        while (true) {
            Process process = task.process().orElseThrow();
            Exit exit = vcpu.runUser(process.registers());
            vcpu.sp(task.stackTop());
            switch (exit) {
                case Exit.SystemCall() -> serve(task, process);
                case Exit.Faulted(Fault fault) -> throw die(task, process, fault);
                case Exit.Interrupted(int line) -> {
                    traps.interrupt(line);
                    scheduler.preempt();
                }
                case Exit.WorkExhausted() -> traps.workExhausted();
                case Exit.StopRequested() -> traps.stopRequested();
                case Exit.Halted() -> scheduler.yield(); // wfi, which Arm allows in user code
                default -> throw new IllegalStateException("user code left the engine by " + exit);
            }
        }
    }

    private void serve(Task task, Process process) {
        int number = (int) process.registers().systemCallNumber();
        long[] arguments = new long[MAX_ARGUMENTS];
        for (int i = 0; i < MAX_ARGUMENTS; i++) {
            arguments[i] = process.registers().systemCallArgument(i);
        }
        Optional<SystemCall> known = table.find(number);
        long started = clock.now();
        long result;
        try {
            result = known.isPresent()
                    ? known.get().handler().call(new Call(task, process, number, vcpu.isa().wordSize(), arguments)) : unknown(task, number);
        } catch (ErrnoException e) {
            result = e.negated();
        } catch (GuestMemoryException e) {
            result = Errno.EFAULT.negated();
        } catch (RuntimeException e) {
            emit(task, number, known, arguments, OptionalLong.empty(), started); // it does not return
            throw e;
        }
        // exec has put other registers there.
        task.process().orElseThrow().registers().systemCallResult(result);
        emit(task, number, known, arguments, OptionalLong.of(result), started);
    }

    private long unknown(Task task, int number) {
        if (unknown.add(number)) {
            printk.info("%s[%d]: system call %d is not implemented", task.comm(), task.pid(), number);
        }
        return Errno.ENOSYS.negated();
    }

    private void emit(Task task, int number, Optional<SystemCall> known, long[] arguments, OptionalLong result,
            long started) {
        long duration = clock.now() - started;
        List<Long> used = Arrays.stream(arguments).limit(known.map(SystemCall::arguments).orElse(MAX_ARGUMENTS))
                .boxed().toList();
        Optional<String> errno = result.isPresent() && result.getAsLong() < 0
                ? Errno.of((int) -result.getAsLong()).map(Errno::name) : Optional.empty();
        events.emit(at -> new Event.SystemCall(at, task.pid(), number,
                known.map(SystemCall::name).orElse("sys_" + number), used, result, errno, duration));
    }

    /** The line of the log that names the fault, and the signal's death. */
    private RuntimeException die(Task task, Process process, Fault fault) {
        int signal = switch (fault.kind()) {
            case PAGE, PROTECTION, OTHER -> 11;
            case UNDEFINED_INSTRUCTION -> 4;
            case DIVIDE -> 8;
            case BREAKPOINT -> 5;
            case ALIGNMENT, BUS -> 7;
        };
        printk.info("%s", oopsText.userFault(fault, "%s[%d]".formatted(task.comm(), task.pid()),
                process.registers().sp(), process.path()));
        return processes.kill(signal);
    }
}
