package dev.initlab.machine;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;

/** A trap handler that records, answers hypercalls as told, and unwinds at everything else. */
final class RecordingTraps implements TrapHandler {
    final List<Integer> outside = new ArrayList<>();
    IntPredicate inside = index -> false;
    IntConsumer hypercall = index -> { };
    java.util.function.Consumer<Fault> onFault = fault -> {
        throw new Unwound(fault.toString(), fault);
    };

    IntConsumer interrupt = line -> {
        throw new Unwound("interrupt " + line, null);
    };

    Runnable halted = () -> {
        throw new Unwound("halted", null);
    };

    static final class Unwound extends RuntimeException {
        private static final long serialVersionUID = 1L;
        final transient Fault fault;

        Unwound(String message, Fault fault) {
            super(message);
            this.fault = fault;
        }
    }

    @Override
    public boolean answerInside(int index) {
        return inside.test(index);
    }

    @Override
    public void hypercall(int index) {
        outside.add(index);
        hypercall.accept(index);
    }

    @Override
    public void fault(Fault fault) {
        onFault.accept(fault);
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
        throw new Unwound("work exhausted", null);
    }

    @Override
    public void stopRequested() {
        throw new Unwound("stop requested", null);
    }
}
