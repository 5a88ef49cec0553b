package dev.initlab.kernel.task;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import dev.initlab.kernel.BootEnd;
import dev.initlab.kernel.fs.WaitChannel;
import dev.initlab.kernel.mm.VirtualRange;
import dev.initlab.machine.Clock;
import dev.initlab.machine.Protection;
import dev.initlab.machine.Vcpu;
import dev.initlab.trace.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * Who holds the vCPU: strictly first in, first out, given up by blocking, yielding or ending, and by user code
 * at a tick ({@link #preempt}).
 *
 * <p>The vCPU is a baton that is passed from thread to thread outside the engine. The order depends on
 * nothing but what the tasks do.
 */
public final class Scheduler {
    /** {@code THREAD_SIZE} of x86-64 and arm64. */
    public static final int STACK_SIZE = 16 << 10;

    private static final long STOP_MILLIS = 2;

    private final Vcpu vcpu;
    private final VirtualRange stacks;
    private final Clock clock;
    private final Outside outside;
    private final Deque<Task> ready = new ArrayDeque<>();
    private final List<Task> all = new ArrayList<>();
    private final PriorityQueue<Sleeper> sleepers = new PriorityQueue<>();
    private long sleeps;
    private final CountDownLatch over = new CountDownLatch(1);
    private final AtomicReference<@Nullable Throwable> end = new AtomicReference<>();
    private @Nullable Task current;
    private int nextPid;

    /** A task that sleeps until a time; of those with the same time, the one that came first wakes first. */
    private record Sleeper(long until, long number, Task task) implements Comparable<Sleeper> {
        @Override
        public int compareTo(Sleeper other) {
            return until != other.until ? Long.compare(until, other.until) : Long.compare(number, other.number);
        }
    }

    /** Thrown in a task that waits when the boot is over. */
    private static final class Unwind extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unwind() {
            super(null, null, false, false);
        }
    }

    public Scheduler(Vcpu vcpu, VirtualRange stacks, Clock clock, Outside outside) {
        this.vcpu = vcpu;
        this.clock = clock;
        this.outside = outside;
        this.stacks = stacks;
    }

    /** The task that holds the vCPU. */
    public Task current() {
        Task task = current;
        if (task == null) {
            throw new IllegalStateException("no task holds the vCPU");
        }
        return task;
    }

    /** Pid of the task that holds the vCPU, 0 before there is one. */
    public int currentPid() {
        Task task = current;
        return task == null ? 0 : task.pid();
    }

    /** Tasks that have not been waited for, in order of birth. */
    public List<Task> tasks() {
        return List.copyOf(all);
    }

    /**
     * A new task, ready to run. The first gets pid 0.
     *
     * @param body what it does; the task ends when the body returns, with {@code wait4} status 0, or as
     *             {@link #exit} says
     */
    public Task spawn(Optional<Task> parent, String comm, Runnable body) {
        long stack = stacks.allocate(STACK_SIZE, Protection.READ | Protection.WRITE);
        Task[] self = new Task[1];
        Task task = new Task(nextPid++, parent, comm, vcpu.newParked(), stack + STACK_SIZE,
                () -> run(self[0], body));
        self[0] = task;
        all.add(task);
        ready.add(task);
        task.thread.start();
        return task;
    }

    /**
     * Lets the first task run and waits until the boot is over; then every task has been unwound.
     *
     * @param stop called until the boot is over when this thread is interrupted
     * @throws InterruptedException when it was; nothing runs any more
     */
    public Throwable runUntilEnd(Runnable stop) throws InterruptedException {
        ready.remove().turn.release();
        boolean interrupted = false;
        while (true) {
            try {
                if (interrupted) {
                    stop.run();
                }
                if (over.await(interrupted ? STOP_MILLIS : Long.MAX_VALUE, TimeUnit.MILLISECONDS)) {
                    break;
                }
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        for (Task task : List.copyOf(all)) {
            task.turn.release();
            joinUninterruptibly(task.thread);
            task.parked().close();
            task.process().ifPresent(p -> p.registers().close()); // the rest goes with the machine
        }
        if (interrupted) {
            throw new InterruptedException();
        }
        Throwable cause = end.get();
        if (cause == null) {
            throw new IllegalStateException("the boot is over without a reason");
        }
        return cause;
    }

    /** Goes to the end of the line. */
    public void yield() {
        ready.add(current());
        passOn();
    }

    /** A tick came while the current task ran user code: others who are ready go first. */
    public void preempt() {
        outside.poll();
        wakeSleepers();
        if (!ready.isEmpty()) {
            this.yield();
        }
    }

    /** Sleeps until a virtual time; when every task sleeps, time passes at once. */
    public void sleepUntil(long time) {
        sleepers.add(new Sleeper(time, sleeps++, current()));
        passOn();
    }

    /** Waits until somebody wakes the queue. */
    public void block(WaitQueue queue) {
        queue.waiting.add(current());
        passOn();
    }

    /** Waits until a channel of the file system is woken. */
    public void block(WaitChannel channel) {
        WaitQueue queue = new WaitQueue();
        try (WaitChannel.Waiter waiter = channel.onWake(() -> wake(queue))) {
            block(queue);
        }
    }

    /** Makes everybody who waits ready, in the order they came. */
    public void wake(WaitQueue queue) {
        while (!queue.waiting.isEmpty()) {
            ready.add(queue.waiting.remove());
        }
    }

    /** Marks the current task as ended and tells its parent; the body must return now. */
    public void exit(int waitStatus) {
        Task task = current();
        task.ended(waitStatus);
        task.parent().ifPresent(p -> wake(p.childExited()));
    }

    /** Forgets an ended task: {@code release_task()}. */
    public void reap(Task task) {
        all.remove(task);
        task.parent().ifPresent(p -> p.children().remove(task));
        task.parked().close();
    }

    /** Tasks that unwind end at once. */
    private static void joinUninterruptibly(Thread thread) {
        boolean interrupted = false;
        while (true) {
            try {
                thread.join();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run(Task task, Runnable body) {
        try {
            awaitTurn(task);
            vcpu.sp(task.stackTop());
            body.run();
            if (task.waitStatus().isEmpty()) {
                exit(0);
            }
            vcpu.mmu().use(vcpu.mmu().kernelSpace());
            stacks.free(task.stackTop() - STACK_SIZE);
            handOver();
        } catch (Unwind e) {
            // The boot is over.
        } catch (Throwable e) {
            finish(e);
        }
    }

    private void finish(Throwable cause) {
        if (end.compareAndSet(null, cause)) {
            over.countDown();
        }
    }

    private void passOn() {
        outside.poll();
        wakeSleepers();
        Task task = current();
        if (ready.peek() == task) {
            ready.remove();
            return;
        }
        task.parked().park();
        handOver();
        awaitTurn(task);
    }

    private void wakeSleepers() {
        while (!sleepers.isEmpty() && sleepers.peek().until() <= clock.now()) {
            ready.add(sleepers.remove().task());
        }
    }

    private void handOver() {
        if (ready.isEmpty() && !sleepers.isEmpty()) {
            clock.skipTo(sleepers.peek().until());
            wakeSleepers();
        }
        while (ready.isEmpty() && outside.await()) {
            wakeSleepers();
        }
        Task next = ready.poll();
        if (next == null) {
            throw new BootEnd(Outcome.DEADLOCK, "every task waits, and nothing is left that could wake one");
        }
        next.turn.release();
    }

    private void awaitTurn(Task task) {
        task.turn.acquireUninterruptibly();
        if (end.get() != null) {
            throw new Unwind();
        }
        task.parked().resume();
        current = task;
    }
}
