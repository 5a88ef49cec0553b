package dev.initlab.kernel.task;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

import dev.initlab.elf.Machine;
import dev.initlab.kernel.errno.Errno;
import dev.initlab.kernel.errno.ErrnoException;
import dev.initlab.kernel.fs.FileTable;
import dev.initlab.kernel.fs.FsContext;
import dev.initlab.kernel.fs.Vfs;
import dev.initlab.kernel.mm.PageAllocator;
import dev.initlab.kernel.oops.Panic;
import dev.initlab.machine.UserContext;
import dev.initlab.machine.Vcpu;
import dev.initlab.trace.Event;
import dev.initlab.trace.EventStream;

/** Makes, changes and ends processes: {@code kernel/fork.c}, {@code fs/exec.c}, {@code kernel/exit.c}. */
public final class Processes {
    private static final int SIGKILL = 9;

    private final Vcpu vcpu;
    private final Scheduler scheduler;
    private final PageAllocator pages;
    private final Vfs vfs;
    private final Machine machine;
    private final Panic panic;
    private final EventStream events;

    /**
     * No processes yet.
     *
     * @param machine what programs must be compiled for
     */
    public Processes(Vcpu vcpu, Scheduler scheduler, PageAllocator pages, Vfs vfs, Machine machine, Panic panic,
            EventStream events) {
        this.vcpu = vcpu;
        this.scheduler = scheduler;
        this.pages = pages;
        this.vfs = vfs;
        this.machine = machine;
        this.panic = panic;
        this.events = events;
    }

    /** Thrown to end the current process; caught at the top of its task. */
    private static final class Exit extends RuntimeException {
        private static final long serialVersionUID = 1L;
        final int status;

        Exit(int status) {
            super(null, null, false, false);
            this.status = status;
        }
    }

    /**
     * {@code execve()} of the current task, which may have been a kernel thread.
     *
     * @throws ErrnoException if the program cannot be run; the task is then as it was
     */
    public void exec(FsContext fs, String path, List<byte[]> arguments, List<byte[]> environment) {
        Task task = scheduler.current();
        vfs.access(fs, path, 1);
        byte[] file = vfs.readFile(fs, path);
        Executable program = Executable.of(file, path, machine);
        UserSpace space = new UserSpace(vcpu.mmu().newUserSpace(), pages);
        UserContext registers;
        try {
            Executable.Start start = program.load(space, path, arguments, environment,
                    HardwareCapabilities.of(machine, vcpu.features()));
            registers = vcpu.newUserContext(start.entry(), start.stack());
        } catch (RuntimeException e) {
            space.close();
            throw e;
        }
        vcpu.mmu().use(space.space());
        task.process().ifPresentOrElse(
                p -> p.exec(registers, space, path),
                () -> task.process(new Process(registers, space, newFiles(), fs, path)));
        task.comm(path.substring(path.lastIndexOf('/') + 1));
        events.emit(at -> new Event.ProcessExecuted(at, task.pid(), path,
                arguments.stream().map(a -> new String(a, StandardCharsets.UTF_8)).toList()));
    }

    /** {@code fork()} of the current process: the pid of the child, which returns 0 from the call. */
    public int fork(SystemCallLoop loop) {
        Task parent = scheduler.current();
        Process process = process(parent);
        UserSpace space = process.space().copy(vcpu.mmu());
        UserContext registers = vcpu.copy(process.registers());
        registers.systemCallResult(0);
        Process child = new Process(registers, space, process.files().fork(), process.fs().copy(), process.path());
        Task task;
        try {
            task = scheduler.spawn(Optional.of(parent), parent.comm(), () -> {
                vcpu.mmu().use(space.space());
                runToExit(loop);
            });
        } catch (ErrnoException e) {
            child.close();
            throw e;
        }
        task.process(child);
        events.emit(at -> new Event.ProcessStarted(at, task.pid(), parent.pid(), process.path()));
        return task.pid();
    }

    /** Runs the current process in user mode until it ends. */
    public void runToExit(SystemCallLoop loop) {
        try {
            loop.run();
        } catch (Exit e) {
            end(e.status);
        }
    }

    /** {@code exit_group()}. */
    public RuntimeException exit(int status) {
        return new Exit((status & 0xff) << 8);
    }

    /** The death of the current process by a signal. */
    public RuntimeException kill(int signal) {
        return new Exit(signal);
    }

    /** The task that holds the vCPU. */
    public Task current() {
        return scheduler.current();
    }

    /** The death of a task whose kernel code cannot go on: {@code make_task_dead()}. */
    public RuntimeException killAfterOops() {
        Task task = scheduler.current();
        if (task.pid() == 0) {
            return panic.panic("Attempted to kill the idle task!");
        }
        return task.pid() == 1 ? initDied(SIGKILL) : new Exit(SIGKILL);
    }

    /**
     * {@code wait4()} for a child: it is forgotten, and its status returned.
     *
     * @param wanted pid, or -1 for any child
     * @param block  whether to wait for one to end
     * @return the child, or empty if none has ended and {@code block} is false
     * @throws ErrnoException ECHILD if there is no such child
     */
    public Optional<Task> wait4(int wanted, boolean block) {
        Task parent = scheduler.current();
        while (true) {
            List<Task> candidates = parent.children().stream()
                    .filter(t -> wanted == -1 || t.pid() == wanted).toList();
            if (candidates.isEmpty()) {
                throw new ErrnoException(Errno.ECHILD);
            }
            Optional<Task> ended = candidates.stream().filter(t -> t.waitStatus().isPresent()).findFirst();
            if (ended.isPresent() || !block) {
                ended.ifPresent(scheduler::reap);
                return ended;
            }
            scheduler.block(parent.childExited());
        }
    }

    private void end(int status) {
        Task task = scheduler.current();
        if (task.pid() == 1) {
            throw initDied(status);
        }
        Process process = process(task);
        vcpu.mmu().use(vcpu.mmu().kernelSpace());
        process.close();
        events.emit(at -> new Event.ProcessExited(at, task.pid(), process.path(), status >> 8 & 0xff, status & 0x7f));
        scheduler.exit(status);
    }

    private RuntimeException initDied(int status) {
        return panic.panic("Attempted to kill init! exitcode=0x%08x".formatted(status));
    }

    private static FileTable newFiles() {
        return new FileTable();
    }

    private static Process process(Task task) {
        return task.process().orElseThrow(() -> new IllegalStateException(task + " has no user side"));
    }
}
