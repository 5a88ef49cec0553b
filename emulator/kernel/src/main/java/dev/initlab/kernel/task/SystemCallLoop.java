package dev.initlab.kernel.task;

/** Runs the current task's user code and serves what it asks for, until a call never returns. */
@FunctionalInterface
public interface SystemCallLoop {
    /** Returns only by throwing what {@link Processes#exit} or {@link Processes#kill} gave. */
    void run();
}
