package dev.initlab.machine.check;

import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;

import dev.initlab.machine.Fault;
import dev.initlab.machine.TrapHandler;

/** Answers traps as a check says; what it does not expect ends the check. */
final class ScriptedTraps implements TrapHandler {
    IntPredicate inside = index -> false;
    IntConsumer hypercall = index -> {
        throw new CheckFailedException("hypercall " + index + " out of the blue");
    };
    Consumer<Fault> fault = fault -> {
        throw new FaultException(fault);
    };
    IntConsumer interrupt = line -> {
        throw new CheckFailedException("interrupt " + line + " out of the blue");
    };
    Runnable halted = () -> {
        throw new CheckFailedException("the guest halted");
    };
    Runnable exhausted = () -> {
        throw new CheckFailedException("the granted work was used up");
    };
    Runnable stopped = () -> {
        throw new CheckFailedException("it did not end by itself and was stopped");
    };

    /** A fault of the guest, on its way to the check that waits for it. */
    static final class FaultException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient Fault fault;

        FaultException(Fault fault) {
            super("the guest faulted: " + fault, null, false, false);
            this.fault = fault;
        }

        Fault fault() {
            return fault;
        }
    }

    @Override
    public boolean answerInside(int index) {
        return inside.test(index);
    }

    @Override
    public void hypercall(int index) {
        hypercall.accept(index);
    }

    @Override
    public void fault(Fault what) {
        fault.accept(what);
    }

    @Override
    public void interrupt(int line) {
        interrupt.accept(line);
    }

    @Override
    public void halted() {
        halted.run();
    }

    @Override
    public void workExhausted() {
        exhausted.run();
    }

    @Override
    public void stopRequested() {
        stopped.run();
    }
}
