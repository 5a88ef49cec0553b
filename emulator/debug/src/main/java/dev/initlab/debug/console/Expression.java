package dev.initlab.debug.console;

/** What a user names: a number, a register, a symbol, or memory; see {@link ExpressionParser}. */
sealed interface Expression {
    /** A number; shown as hex. */
    record Number(long value) implements Expression {
        @Override
        public String toString() {
            return "0x" + Long.toHexString(value);
        }
    }

    /** {@code $name}. */
    record Register(String name) implements Expression {
        @Override
        public String toString() {
            return "$" + name;
        }
    }

    record Symbol(String name) implements Expression {
        @Override
        public String toString() {
            return name;
        }
    }

    /**
     * A symbol that has been looked up.
     *
     * @param size bytes
     */
    record Variable(String name, long address, long size) implements Expression {
        @Override
        public String toString() {
            return name;
        }
    }

    /** {@code *of}: the memory something points to. */
    record Memory(Expression of) implements Expression {
        @Override
        public String toString() {
            return "*" + (of instanceof Plus ? "(" + of + ")" : of);
        }
    }

    /** {@code &of}. */
    record Address(Expression of) implements Expression {
        @Override
        public String toString() {
            return "&" + (of instanceof Plus ? "(" + of + ")" : of);
        }
    }

    /** A distance of some bytes from something. */
    record Plus(Expression of, long offset) implements Expression {
        @Override
        public String toString() {
            return of + (offset < 0 ? "-0x" + Long.toHexString(-offset) : "+0x" + Long.toHexString(offset));
        }
    }
}
