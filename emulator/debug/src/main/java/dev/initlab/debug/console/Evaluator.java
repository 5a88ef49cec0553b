package dev.initlab.debug.console;

import dev.initlab.debug.monitor.RefusedException;

/** What expressions mean in a guest. */
final class Evaluator {
    private final Guest guest;
    private final Names names;

    /** Where values are. */
    interface Guest {
        int wordSize();

        long register(String name);

        /** Memory that must be there. */
        byte[] read(long address, int length);
    }

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

    Evaluator(Guest guest, Names names) {
        this.guest = guest;
        this.names = names;
    }

    /** The same of another guest of the same symbols; only of what {@link #resolve} gave. */
    Evaluator in(Guest other) {
        return new Evaluator(other, names);
    }

    /** The same with its symbols looked up. */
    Expression resolve(Expression expression) {
        return switch (expression) {
            case Expression.Symbol(String name) -> variable(name);
            case Expression.Memory(Expression of) -> new Expression.Memory(resolve(of));
            case Expression.Address(Expression of) -> new Expression.Address(resolve(of));
            case Expression.Plus(Expression of, long offset) -> new Expression.Plus(resolve(of), offset);
            case Expression.Number _, Expression.Variable _ -> expression;
            case Expression.Register(String name) -> {
                guest.register(name); // or there is none
                yield expression;
            }
        };
    }

    /** A value: of memory what it holds, as a number without a sign. */
    long value(Expression expression) {
        return switch (meaning(expression)) {
            case Meaning.Value(long value) -> value;
            case Meaning.Place(long address, long size) -> {
                requireNumber(expression, size);
                yield Target.number(guest.read(address, (int) size)).longValue();
            }
        };
    }

    /** {@link #resolve} for {@link #value}, which will not refuse it but for memory that is not there. */
    Expression number(Expression expression) {
        Expression resolved = resolve(expression);
        if (resolved instanceof Expression.Variable(String _, long _, long size)) {
            requireNumber(resolved, size);
        }
        return resolved;
    }

    private static void requireNumber(Expression expression, long size) {
        if (size != 1 && size != 2 && size != 4 && size != Long.BYTES) {
            throw new RefusedException("%s has %d bytes and is no number; %s+OFFSET is a part of it"
                    .formatted(expression, size, expression));
        }
    }

    private Expression.Variable variable(String name) {
        Names.Named named = names.require(name);
        return new Expression.Variable(name, named.address(), named.size() == 0 ? guest.wordSize() : named.size());
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
            case Expression.Register(String name) -> new Meaning.Value(guest.register(name));
            case Expression.Symbol(String name) -> meaning(variable(name));
            case Expression.Variable(String _, long address, long size) -> new Meaning.Place(address, size);
            case Expression.Memory(Expression of) -> new Meaning.Place(pointer(of), guest.wordSize());
            case Expression.Address(Expression of) -> switch (meaning(of)) {
                case Meaning.Place(long address, long _) -> new Meaning.Value(address);
                case Meaning.Value _ -> throw new RefusedException(of + " has no address");
            };
            case Expression.Plus(Expression of, long offset) -> switch (meaning(of)) {
                case Meaning.Value(long value) -> new Meaning.Value(value + offset);
                case Meaning.Place(long address, long size) -> new Meaning.Place(address + offset,
                        offset > 0 && offset < size ? Math.min(size - offset, guest.wordSize()) : guest.wordSize());
            };
        };
    }

    private long address(Expression expression) {
        return switch (meaning(expression)) {
            case Meaning.Value(long value) -> value;
            case Meaning.Place(long address, long _) -> expression instanceof Expression.Memory
                    ? word(address) : address;
        };
    }

    private long word(long address) {
        return Target.number(guest.read(address, guest.wordSize())).longValue();
    }

    /** Where something points: a variable of a pointer's size by what it holds, anything else by where it is. */
    private long pointer(Expression expression) {
        return switch (meaning(expression)) {
            case Meaning.Value(long value) -> value;
            case Meaning.Place(long address, long size) -> size == guest.wordSize()
                    && !(expression instanceof Expression.Plus) ? word(address) : address;
        };
    }
}
