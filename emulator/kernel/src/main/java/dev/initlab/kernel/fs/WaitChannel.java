package dev.initlab.kernel.fs;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Something to wait for.
 *
 * <p>A waiter is called once, at the next wake, in the order of registration; it then tries its operation
 * again, since another waiter may have been faster. The callback must not block.
 */
public final class WaitChannel {
    private final String name;
    private final Set<Waiter> waiters = new LinkedHashSet<>();

    /** A channel with a name for people, as {@code /proc/<pid>/wchan} shows. */
    public WaitChannel(String name) {
        this.name = name;
    }

    /** One registration. */
    public final class Waiter implements AutoCloseable {
        private final Runnable wake;

        private Waiter(Runnable wake) {
            this.wake = wake;
        }

        /** Waits no longer; no effect after the wake. */
        @Override
        public void close() {
            waiters.remove(this);
        }
    }

    /** Calls back at the next wake. */
    public Waiter onWake(Runnable wake) {
        Waiter waiter = new Waiter(wake);
        waiters.add(waiter);
        return waiter;
    }

    /** Wakes all that wait now. */
    public void wakeAll() {
        List<Waiter> woken = List.copyOf(waiters);
        waiters.clear();
        for (Waiter waiter : woken) {
            waiter.wake.run();
        }
    }

    /** Whether anyone waits. */
    public boolean hasWaiters() {
        return !waiters.isEmpty();
    }

    @Override
    public String toString() {
        return name;
    }
}
