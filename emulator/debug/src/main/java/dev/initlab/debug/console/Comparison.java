package dev.initlab.debug.console;

/** Two values and how they are to stand to each other; neither has a sign. */
record Comparison(Expression left, Operator operator, Expression right) {

    /** In the order they are tried in: a longer sign before its beginning. */
    enum Operator {
        EQUAL("=="),
        NOT_EQUAL("!="),
        AT_MOST("<="),
        AT_LEAST(">="),
        LESS("<"),
        MORE(">");

        private final String sign;

        Operator(String sign) {
            this.sign = sign;
        }

        String sign() {
            return sign;
        }

        private boolean holds(long left, long right) {
            int order = Long.compareUnsigned(left, right);
            return switch (this) {
                case EQUAL -> order == 0;
                case NOT_EQUAL -> order != 0;
                case AT_MOST -> order <= 0;
                case AT_LEAST -> order >= 0;
                case LESS -> order < 0;
                case MORE -> order > 0;
            };
        }
    }

    /** The same with its symbols looked up. */
    Comparison resolved(Evaluator evaluator) {
        return new Comparison(evaluator.number(left), operator, evaluator.number(right));
    }

    boolean holds(Evaluator evaluator) {
        return operator.holds(evaluator.value(left), evaluator.value(right));
    }
}
