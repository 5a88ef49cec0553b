package dev.initlab.unicorn;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.reflect.UndeclaredThrowableException;

import org.jspecify.annotations.Nullable;

/** What the parts of one engine share: the native handle, who is inside, and a callback's exception. */
final class Core {
    /** libunicorn itself crashes at 64 nested runs. */
    static final int MAX_NESTED_RUNS = 32;

    /** A frame no memory can be mapped at: it reads as zeros. */
    private static final long STAND_IN = 0x000f_ffff_ffff_f000L;

    final long uc;
    final Arch arch;
    final int mode;
    final Occupancy occupancy = new Occupancy();
    final LentMemory lent = new LentMemory();
    /** Scratch memory and stubs; closed with the engine. Used inside the occupancy only. */
    final Arena arena = Arena.ofShared();

    /** How deep in callbacks of mapped devices the thread inside is. */
    int deviceCallbacks;
    TlbMode tlbMode = TlbMode.CPU;
    boolean contextsSaveMemory;

    private final Object stopping = new Object();
    private volatile int runs;
    private int calls;
    private boolean stopOnFailure;
    private boolean covering;
    private boolean refused;
    private @Nullable Throwable failure;

    Core(long uc, Arch arch, int mode) {
        this.uc = uc;
        this.arch = arch;
        this.mode = mode;
    }

    /** Throws for an error code. */
    void check(int code, String what) {
        if (code != 0) {
            throw new UnicornException(what, code);
        }
    }

    /** Throws for an error code of something done at an address. */
    void check(int code, String what, long address) {
        if (code != 0) {
            throw new UnicornException(what + " 0x" + Long.toHexString(address), code);
        }
    }

    /** Runs the guest. The caller is inside the occupancy. */
    int run(long begin, long until, long timeoutMicros, long count) {
        if (runs >= MAX_NESTED_RUNS) {
            throw new IllegalStateException("more than " + MAX_NESTED_RUNS + " nested runs");
        }
        GuardedCalls functions = lent.calls();
        boolean outer = stopOnFailure;
        int code;
        synchronized (stopping) {
            runs++;
        }
        stopOnFailure = true;
        try {
            code = functions.emuStart(uc, begin, until, timeoutMicros, count);
        } finally {
            stopOnFailure = outer;
            synchronized (stopping) {
                runs--;
            }
        }
        rethrow();
        return code;
    }

    /** A call other than a run that may come back through a callback; its failure must not stop the run. */
    boolean beginCall() {
        if (calls >= MAX_NESTED_RUNS) {
            throw new IllegalStateException("more than " + MAX_NESTED_RUNS
                + " nested calls through callbacks");
        }
        calls++;
        boolean outer = stopOnFailure;
        stopOnFailure = false;
        return outer;
    }

    /** Ends such a call: throws what a callback threw. */
    void endCall(boolean outer) {
        calls--;
        stopOnFailure = outer;
        rethrow();
    }

    /**
     * From here until {@link #endCover} no TLB fill is refused.
     *
     * <p>A guest fault makes libunicorn jump out of {@code uc_emu_start}. Outside a run there is nowhere to
     * jump to and the process crashes, so a refused page gets a stand-in, and its entry is dropped later.
     */
    void beginCover() {
        covering = true;
        refused = false;
    }

    /** Whether a page was refused meanwhile. */
    boolean endCover() {
        boolean happened = covering && refused;
        covering = false;
        refused = false;
        return happened;
    }

    /** What a fill hook's answer becomes: under cover, a stand-in for a refusal by the last hook. */
    boolean coverRefusal(boolean granted, MemoryAccess access, TlbResult result, boolean last) {
        if (!covering) {
            return granted;
        }
        int needed = switch (access) {
            case FETCH -> Permission.EXEC;
            case WRITE -> Permission.WRITE;
            default -> Permission.READ;
        };
        if (granted && (result.permissions() & needed) != 0 || !granted && !last) {
            return granted;
        }
        refused = true;
        result.physical(STAND_IN);
        result.permissions(Permission.ALL);
        return true;
    }

    /**
     * Throws inside a run, for a call that would crash libunicorn or jump over the frames of a callback.
     */
    void requireIdle(String what) {
        if (runs > 0) {
            throw new IllegalStateException(what + " is not possible inside a callback of a run");
        }
    }

    void stop() {
        if (occupancy.isMine()) {
            if (runs > 0) {
                NativeCalls.emuStop(uc);
            }
        } else {
            // Another thread's stop: under the lock the run cannot end and the engine cannot go away.
            synchronized (stopping) {
                if (runs > 0) {
                    NativeCalls.emuStop(uc);
                }
            }
        }
    }

    boolean isRunning() {
        return runs > 0;
    }

    boolean hasFailed() {
        return failure != null;
    }

    /** Keeps what a callback threw, until the call that ran it returns. */
    void fail(Throwable thrown) {
        if (failure == null) {
            failure = thrown;
        } else if (failure != thrown) {
            failure.addSuppressed(thrown);
        }
        if (stopOnFailure) {
            NativeCalls.emuStop(uc);
        }
    }

    private void rethrow() {
        Throwable thrown = failure;
        if (thrown == null) {
            return;
        }
        failure = null;
        switch (thrown) {
            case RuntimeException exception -> throw exception;
            case Error error -> throw error;
            default -> throw new UndeclaredThrowableException(thrown);
        }
    }

    /** Native memory of the engine's own. */
    MemorySegment scratch(long size) {
        return arena.allocate(size, 16);
    }
}
