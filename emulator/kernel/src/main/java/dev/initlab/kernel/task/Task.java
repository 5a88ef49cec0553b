package dev.initlab.kernel.task;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Semaphore;

import dev.initlab.machine.Vcpu;
import org.jspecify.annotations.Nullable;

/**
 * A task: a virtual thread, a kernel stack, and, if it runs user code, a {@link Process}.
 *
 * <p>Only the task that holds the vCPU runs, so nothing here needs a lock.
 */
public final class Task {
    private final int pid;
    private final Optional<Task> parent;
    private final Vcpu.Parked parked;
    private final long stackTop;
    private final List<Task> children = new ArrayList<>();
    private final WaitQueue childExited = new WaitQueue();
    final Semaphore turn = new Semaphore(0);
    final Thread thread;

    private String comm;
    private @Nullable Process process;
    private OptionalInt waitStatus = OptionalInt.empty();

    Task(int pid, Optional<Task> parent, String comm, Vcpu.Parked parked, long stackTop, Runnable body) {
        this.pid = pid;
        this.parent = parent;
        this.comm = comm;
        this.parked = parked;
        this.stackTop = stackTop;
        thread = Thread.ofVirtual().name("task-" + pid).unstarted(body);
        parent.ifPresent(p -> p.children.add(this));
    }

    public int pid() {
        return pid;
    }

    public Optional<Task> parent() {
        return parent;
    }

    /** Its command name, at most 15 characters as in {@code /proc/PID/comm}. */
    public String comm() {
        return comm;
    }

    public void comm(String name) {
        comm = name.length() > 15 ? name.substring(0, 15) : name;
    }

    /** Where its kernel stack begins, growing down. */
    public long stackTop() {
        return stackTop;
    }

    /** Its user side; empty for a kernel thread. */
    public Optional<Process> process() {
        return Optional.ofNullable(process);
    }

    /** Gives it a user side, or another one. */
    public void process(Process next) {
        process = next;
    }

    /** Children that have not been waited for, in order of birth. */
    public List<Task> children() {
        return children;
    }

    /** Woken whenever a child ends. */
    public WaitQueue childExited() {
        return childExited;
    }

    /** What {@code wait4} reports once the task has ended; empty before. */
    public OptionalInt waitStatus() {
        return waitStatus;
    }

    /** Marks the task as ended with a {@code wait4} status. */
    void ended(int status) {
        waitStatus = OptionalInt.of(status);
        process = null;
    }

    /** Its side of the vCPU while another task holds it. */
    public Vcpu.Parked parked() {
        return parked;
    }

    @Override
    public String toString() {
        return comm + "/" + pid;
    }
}
