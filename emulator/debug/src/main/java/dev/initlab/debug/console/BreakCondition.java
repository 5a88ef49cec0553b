package dev.initlab.debug.console;

import java.util.List;

import dev.initlab.debug.Condition;
import dev.initlab.debug.guest.RegisterSet;
import dev.initlab.debug.monitor.RefusedException;
import dev.initlab.machine.DebugRegister;
import dev.initlab.machine.GuestMemory;
import dev.initlab.machine.Vcpu;

/**
 * What must hold for a breakpoint to stop the guest: comparisons, whose symbols were looked up when it was made.
 *
 * @param text         as the user wrote it
 * @param alternatives of which one must hold, that is each of its comparisons
 */
record BreakCondition(String text, List<List<Comparison>> alternatives, Evaluator evaluator, RegisterSet registers)
        implements Condition {

    /**
     * Reads a condition.
     *
     * @throws RefusedException if it is none, or names what is not there
     */
    static BreakCondition of(String text, Evaluator evaluator, Target target) {
        List<List<Comparison>> resolved = ExpressionParser.alternatives(text).stream()
                .map(all -> all.stream().map(c -> c.resolved(evaluator)).toList()).toList();
        return new BreakCondition(text, resolved, evaluator, target.registers());
    }

    /** One that cannot be looked at, as the memory is not there, stops the guest: somebody should know. */
    @Override
    public boolean holds(Vcpu vcpu) {
        try {
            return test(new Running(vcpu, registers));
        } catch (RefusedException e) {
            return true;
        }
    }

    private boolean test(Evaluator.Guest guest) {
        Evaluator there = evaluator.in(guest);
        return alternatives.stream().anyMatch(all -> all.stream().allMatch(c -> c.holds(there)));
    }

    /** A guest that is about to run an instruction. */
    private record Running(Vcpu vcpu, RegisterSet registers) implements Evaluator.Guest {
        @Override
        public int wordSize() {
            return vcpu.isa().wordSize();
        }

        @Override
        public long register(String name) {
            DebugRegister register = registers.all().stream().filter(r -> r.name().equals(name)).findFirst()
                    .or(() -> registers.all().stream().filter(r -> registers.role(r).equals(name)).findFirst()).orElseThrow();
            return Target.number(vcpu.read(register).orElseThrow()).longValue();
        }

        @Override
        public byte[] read(long address, int length) {
            GuestMemory memory = vcpu.memory();
            if (!memory.isReadable(address, length)) {
                throw new RefusedException("no memory at 0x" + Long.toHexString(address));
            }
            return memory.read(address, length);
        }
    }
}
