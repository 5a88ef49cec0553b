package dev.initlab.debug.console;

import dev.initlab.debug.monitor.RefusedException;

/** What expressions mean in a guest that stands. */
final class Evaluator {
    private final Target target;
    private final Names names;

    /** What an expression stands for. */
    sealed interface Meaning {
        /** A value that is nowhere in memory. */
        record Value(long value) implements Meaning {
        }

        /**
         * Memory.
         *
         * @param size bytes
         */
        record Place(long address, long size) implements Meaning {
        }
    }

    Evaluator(Target target, Names names) {
        this.target = target;
        this.names = names;
    }

    /** What a text stands for. */
    Meaning meaning(String text) {
        return meaning(ExpressionParser.parse(text));
    }

    /** The address a text names: a symbol's own, a register's value. */
    long address(String text) {
        return address(ExpressionParser.parse(text));
    }

    private Meaning meaning(Expression expression) {
        return switch (expression) {
            case Expression.Number(long value) -> new Meaning.Value(value);
            case Expression.Register(String name) -> new Meaning.Value(target.register(name));
            case Expression.Symbol(String name) -> {
                Names.Named named = names.require(name);
                yield new Meaning.Place(named.address(), named.size() == 0 ? target.wordSize() : named.size());
            }
            case Expression.Memory(Expression of) -> new Meaning.Place(pointer(of), target.wordSize());
            case Expression.Address(Expression of) -> switch (meaning(of)) {
                case Meaning.Place(long address, long _) -> new Meaning.Value(address);
                case Meaning.Value _ -> throw new RefusedException(of + " has no address");
            };
            case Expression.Plus(Expression of, long offset) -> switch (meaning(of)) {
                case Meaning.Value(long value) -> new Meaning.Value(value + offset);
                case Meaning.Place(long address, long size) -> new Meaning.Place(address + offset,
                        offset > 0 && offset < size ? Math.min(size - offset, target.wordSize()) : target.wordSize());
            };
        };
    }

    private long address(Expression expression) {
        return switch (meaning(expression)) {
            case Meaning.Value(long value) -> value;
            case Meaning.Place(long address, long _) -> expression instanceof Expression.Memory
                    ? target.word(address) : address;
        };
    }

    /** Where something points: a variable of a pointer's size by what it holds, anything else by where it is. */
    private long pointer(Expression expression) {
        return switch (meaning(expression)) {
            case Meaning.Value(long value) -> value;
            case Meaning.Place(long address, long size) -> size == target.wordSize()
                    && !(expression instanceof Expression.Plus) ? target.word(address) : address;
        };
    }
}
