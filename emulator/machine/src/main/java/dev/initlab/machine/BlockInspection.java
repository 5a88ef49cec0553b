package dev.initlab.machine;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The block that is run instruction by instruction, if one is, and how far that has come.
 *
 * <p>A block is counted as a whole before it runs, looked at or not: so the guest sees the same time. What is run of
 * it afterwards, by the rest of a block say, is not counted again.
 */
final class BlockInspection {
    /** No instruction begins there. */
    private static final long NONE = -1;

    private final ExecutionObserver observer;
    /** The block counted last. */
    private long last;
    private long lastEnd;
    /** The next instruction of the block looked at, and the block's end; equal if none is looked at. */
    private long next;
    private long end;
    private boolean announced;
    /** An announced instruction that has to be begun again. */
    private long failed = NONE;
    /** The rest of the block is to run at one go, from {@link #next} on. */
    private boolean resting;

    BlockInspection(ExecutionObserver observer) {
        this.observer = observer;
    }

    /** Inside the engine: how many bytes of a block about to run have been counted as part of another. */
    int countedBefore(long address, int size) {
        if (!resting || address != next) {
            leave();
            return 0;
        }
        int counted = (int) Math.min(size, end - address);
        next += counted;
        resting = next != end;
        return counted;
    }

    /** Inside the engine: whether a block is to be stopped before, to be looked at. */
    boolean wants(long address, int size) {
        return observer.wants(address, size);
    }

    /** Inside the engine: a block has been counted, and is looked at if it was wanted. */
    void counted(long address, int size, boolean wanted) {
        last = address;
        lastEnd = address + size;
        next = wanted ? address : lastEnd;
        end = lastEnd;
        announced = address == failed;
        failed = NONE;
    }

    /** Whether the instruction at an address is the next one of the block looked at. */
    boolean isAt(long pc) {
        return next != end && !resting && next == pc;
    }

    /** Looks at the rest of the block the run was ended in. */
    void enter(long pc) {
        if (Long.compareUnsigned(pc - last, lastEnd - last) < 0) {
            next = pc;
            end = lastEnd;
            resting = false;
            announced = false;
        }
    }

    /** Tells the observer of the next instruction, once. */
    void announce() {
        if (!announced) {
            announced = true;
            observer.beforeInstruction();
        }
    }

    /** Bytes of the block that are counted and have not run. */
    long ahead(long pc) {
        return isAt(pc) ? end - pc : 0;
    }

    /** Runs what is left of the block at one go. */
    void rest() {
        resting = true;
    }

    /** An instruction was carried out, and the next one is at an address. */
    void advance(long pc) {
        if (Long.compareUnsigned(pc, next) > 0 && Long.compareUnsigned(pc, end) < 0) {
            next = pc;
            announced = false;
            resting = !observer.wants(pc, (int) (end - pc));
        } else {
            leave();
        }
    }

    /** The instruction announced was refused something, and is perhaps begun again. */
    void fail() {
        failed = next;
        leave();
    }

    /** The instruction did something else than to lead to the next. */
    void leave() {
        next = end;
        resting = false;
    }

    void systemCall(long number) {
        observer.systemCall(number);
    }

    void returned() {
        observer.returned();
    }

    void accessed(List<ExecutionObserver.DataAccess> accesses) {
        observer.accessed(accesses);
    }

    static boolean looksAt(@Nullable BlockInspection inspection, long pc) {
        return inspection != null && inspection.isAt(pc);
    }
}
