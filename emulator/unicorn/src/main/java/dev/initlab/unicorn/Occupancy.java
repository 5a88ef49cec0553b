package dev.initlab.unicorn;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

import org.jspecify.annotations.Nullable;

/**
 * Who is inside an engine: one thread at a time, and nobody once it is closed.
 *
 * <p>A thread that is inside already (a hook that uses its engine) pays one field read; from outside it
 * is a compare-and-set. A second thread gets an exception, not a wait: libunicorn has no locks, and two
 * threads at one engine are a mistake of the caller.
 */
final class Occupancy {
    private static final VarHandle OWNER;

    static {
        try {
            OWNER = MethodHandles.lookup().findVarHandle(Occupancy.class, "owner", Thread.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    @SuppressWarnings("UnusedVariable") // through OWNER
    private @Nullable Thread owner;
    private boolean closed;

    /** Goes in; the answer is for {@link #leave}. */
    boolean enter() {
        // A plain read: only this thread itself can have stored itself.
        Thread me = Thread.currentThread();
        if (owner == me) {
            return false;
        }
        claim(me);
        if (closed) {
            OWNER.setRelease(this, null);
            throw new IllegalStateException("the engine is closed");
        }
        return true;
    }

    void leave(boolean entered) {
        if (entered) {
            OWNER.setRelease(this, null);
        }
    }

    /** Goes in to clean up something that goes away with the engine anyway. */
    boolean enterEvenIfClosed() {
        Thread me = Thread.currentThread();
        if (owner == me) {
            return false;
        }
        claim(me);
        return true;
    }

    private void claim(Thread me) {
        Thread other = (Thread) OWNER.compareAndExchangeAcquire(this, null, me);
        if (other != null) {
            throw new IllegalStateException("the engine is in use by thread " + other.getName());
        }
    }

    /** Whether the calling thread is inside. */
    boolean isMine() {
        return owner == Thread.currentThread();
    }

    /** Goes in to close. False if it is closed already; from inside it is refused. */
    boolean enterToClose() {
        if (isMine()) {
            throw new IllegalStateException("an engine cannot be closed inside one of its callbacks");
        }
        claim(Thread.currentThread());
        if (closed) {
            OWNER.setRelease(this, null);
            return false;
        }
        closed = true;
        return true;
    }
}
