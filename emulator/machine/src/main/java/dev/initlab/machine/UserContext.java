package dev.initlab.machine;

import dev.initlab.unicorn.Context;

/**
 * The registers of a task's user code while it is not running.
 *
 * <p>Owned by the task, which closes it when the task is gone.
 */
public final class UserContext implements AutoCloseable {
    private final Isa isa;
    private final Context context;

    UserContext(Isa isa, Context context) {
        this.isa = isa;
        this.context = context;
    }

    public long pc() {
        return context.register(isa.programCounter());
    }

    public long sp() {
        return context.register(isa.stackPointer());
    }

    public void sp(long value) {
        context.register(isa.stackPointer(), value);
    }

    /** A register by the engine's number. */
    public long register(int id) {
        return context.register(id);
    }

    public void register(int id, long value) {
        context.register(id, value);
    }

    /** The number of the system call just made. */
    public long systemCallNumber() {
        return context.register(isa.systemCallNumber());
    }

    /** Argument {@code index}, 0 to 5, of the system call just made. */
    public long systemCallArgument(int index) {
        return context.register(isa.systemCallArguments()[index]);
    }

    /** What the system call returns: a result, or a negated errno. */
    public void systemCallResult(long value) {
        context.register(isa.systemCallResult(), value);
    }

    /** The base of thread-local storage. */
    public void threadPointer(long value) {
        isa.threadPointer(context, value);
    }

    public long threadPointer() {
        return isa.threadPointer(context);
    }

    Context context() {
        return context;
    }

    @Override
    public void close() {
        context.close();
    }
}
