package dev.initlab.debug.rsp;

import java.util.Arrays;

import dev.initlab.debug.Condition;
import dev.initlab.debug.guest.RegisterSet;
import dev.initlab.machine.Architecture;
import dev.initlab.machine.GuestMemory;
import dev.initlab.machine.GuestMemoryException;
import dev.initlab.machine.Vcpu;

/**
 * A condition of a breakpoint, in the bytecode of gdb's manual, "The GDB Agent Expression Mechanism".
 *
 * <p>What cannot be evaluated counts as true: the debugger then looks for itself. So does what would never end.
 */
final class AgentExpression implements Condition {
    private static final int MAX_STACK = 100;
    private static final int MAX_STEPS = 10_000;

    private final byte[] code;
    private final Architecture architecture;

    AgentExpression(byte[] code, Architecture architecture) {
        this.code = code.clone();
        this.architecture = architecture;
    }

    @Override
    public boolean holds(Vcpu vcpu) {
        try {
            return new Evaluation(vcpu).run() != 0;
        } catch (IllegalStateException | IndexOutOfBoundsException | ArithmeticException | GuestMemoryException e) {
            return true;
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AgentExpression that && Arrays.equals(code, that.code);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(code);
    }

    private static long littleEndian(byte[] bytes) {
        long value = 0;
        for (int i = bytes.length - 1; i >= 0; i--) {
            value = value << Byte.SIZE | Byte.toUnsignedLong(bytes[i]);
        }
        return value;
    }

    private final class Evaluation {
        private final Vcpu vcpu;
        private final long[] stack = new long[MAX_STACK];
        private int depth;
        private int at;

        private Evaluation(Vcpu vcpu) {
            this.vcpu = vcpu;
        }

        private long run() {
            for (int steps = 0; steps < MAX_STEPS; steps++) {
                int operation = (int) next(1);
                switch (operation) {
                    case 0x27 -> { // end
                        return pop();
                    }
                    case 0x20 -> { // if_goto
                        int target = (int) next(2);
                        at = pop() != 0 ? target : at;
                    }
                    case 0x21 -> at = (int) next(2); // goto
                    default -> step(operation);
                }
            }
            throw new IllegalStateException("it does not end");
        }

        private void step(int operation) {
            switch (operation) {
                case 0x02, 0x03, 0x04, 0x05, 0x06, 0x07, 0x08, 0x09, 0x0a, 0x0b, 0x0f, 0x10, 0x11, 0x13, 0x14, 0x15 -> {
                    long right = pop();
                    push(binary(operation, pop(), right));
                }
                case 0x0e -> push(pop() == 0 ? 1 : 0); // log_not
                case 0x12 -> push(~pop()); // bit_not
                case 0x16 -> { // ext
                    int unused = Long.SIZE - bits();
                    push(pop() << unused >> unused);
                }
                case 0x2a -> { // zero_ext
                    int unused = Long.SIZE - bits();
                    push(pop() << unused >>> unused);
                }
                case 0x17, 0x18, 0x19, 0x1a -> push(memory(pop(), 1 << operation - 0x17)); // ref8 to ref64
                case 0x22, 0x23, 0x24, 0x25 -> push(next(1 << operation - 0x22)); // const8 to const64
                case 0x26 -> push(register((int) next(2))); // reg
                case 0x28 -> { // dup
                    long top = pop();
                    push(top);
                    push(top);
                }
                case 0x29 -> pop();
                case 0x2b -> { // swap
                    long top = pop();
                    long below = pop();
                    push(top);
                    push(below);
                }
                case 0x32 -> { // pick
                    int below = (int) next(1);
                    push(stack[depth - 1 - below]);
                }
                case 0x33 -> { // rot: the top goes below the two others
                    long top = pop();
                    long second = pop();
                    long third = pop();
                    push(top);
                    push(third);
                    push(second);
                }
                default -> throw new IllegalStateException("operation 0x%x is for tracing, or none".formatted(operation));
            }
        }

        private static long binary(int operation, long left, long right) {
            return switch (operation) {
                case 0x02 -> left + right;
                case 0x03 -> left - right;
                case 0x04 -> left * right;
                case 0x05 -> left / right;
                case 0x06 -> Long.divideUnsigned(left, right);
                case 0x07 -> left % right;
                case 0x08 -> Long.remainderUnsigned(left, right);
                case 0x09 -> left << right;
                case 0x0a -> left >> right;
                case 0x0b -> left >>> right;
                case 0x0f -> left & right;
                case 0x10 -> left | right;
                case 0x11 -> left ^ right;
                case 0x13 -> left == right ? 1 : 0;
                case 0x14 -> left < right ? 1 : 0;
                default -> Long.compareUnsigned(left, right) < 0 ? 1 : 0;
            };
        }

        private int bits() {
            int bits = (int) next(1);
            if (bits == 0) {
                throw new IllegalStateException("a number without bits");
            }
            return Math.min(bits, Long.SIZE);
        }

        /** Bytecode has its numbers with the most significant byte first. */
        private long next(int bytes) {
            long value = 0;
            for (int i = 0; i < bytes; i++) {
                value = value << Byte.SIZE | Byte.toUnsignedLong(code[at++]);
            }
            return value;
        }

        private long memory(long address, int size) {
            GuestMemory memory = vcpu.memory();
            if (!memory.isReadable(address, size)) {
                throw new IllegalStateException("nothing is at 0x%x".formatted(address));
            }
            return littleEndian(memory.read(address, size));
        }

        private long register(int number) {
            return new RegisterSet(architecture, vcpu.isa()).byNumber(number).filter(r -> r.bytes() <= Long.BYTES)
                    .flatMap(vcpu::read).map(AgentExpression::littleEndian)
                    .orElseThrow(() -> new IllegalStateException("register %d cannot be read".formatted(number)));
        }

        private void push(long value) {
            stack[depth++] = value;
        }

        private long pop() {
            return stack[--depth];
        }
    }
}
