package dev.initlab.debug.console;

import java.util.ArrayList;
import java.util.List;

import dev.initlab.debug.monitor.RefusedException;

/**
 * Reads {@code symbol+0x10}, {@code *address}, {@code $register}, {@code &symbol}, and parentheses around these.
 *
 * <p>Numbers are decimal, hex with {@code 0x}, or octal with {@code 0}.
 */
final class ExpressionParser {
    private static final int MAX_DEPTH = 64;

    private final String text;
    private int at;
    private int depth;

    private ExpressionParser(String text) {
        this.text = text;
    }

    /**
     * Reads all of a text.
     *
     * @throws RefusedException if it is no expression
     */
    static Expression parse(String text) {
        ExpressionParser parser = new ExpressionParser(text);
        Expression expression = parser.sum();
        if (parser.at < text.length()) {
            throw parser.unexpected();
        }
        return expression;
    }

    /**
     * Reads comparisons joined by {@code &&} and {@code ||}, of which the first binds more.
     *
     * @return the alternatives, each of comparisons that must all hold
     */
    static List<List<Comparison>> alternatives(String text) {
        ExpressionParser parser = new ExpressionParser(text);
        List<List<Comparison>> alternatives = new ArrayList<>();
        do {
            List<Comparison> all = new ArrayList<>();
            do {
                all.add(parser.comparison());
            } while (parser.take("&&"));
            alternatives.add(all);
        } while (parser.take("||"));
        if (parser.at < text.length()) {
            throw parser.unexpected();
        }
        return alternatives;
    }

    private Comparison comparison() {
        Expression left = sum();
        for (Comparison.Operator operator : Comparison.Operator.values()) {
            if (take(operator.sign())) {
                return new Comparison(left, operator, sum());
            }
        }
        return new Comparison(left, Comparison.Operator.NOT_EQUAL, new Expression.Number(0));
    }

    private boolean take(String sign) {
        skipBlanks();
        boolean isThere = text.startsWith(sign, at);
        at += isThere ? sign.length() : 0;
        return isThere;
    }

    /** A number alone. */
    static long number(String text) {
        try {
            boolean isHex = text.startsWith("0x") || text.startsWith("0X");
            return isHex ? Long.parseUnsignedLong(text.substring(2), 16)
                    : text.length() > 1 && text.startsWith("0") ? Long.parseUnsignedLong(text, 8)
                    : Long.parseUnsignedLong(text);
        } catch (NumberFormatException e) {
            throw new RefusedException(text + " is no number");
        }
    }

    private Expression sum() {
        Expression sum = term();
        while (true) {
            skipBlanks();
            char sign = at < text.length() ? text.charAt(at) : 0;
            if (sign != '+' && sign != '-') {
                return sum;
            }
            at++;
            skipBlanks();
            long offset = number(word());
            sum = new Expression.Plus(sum, sign == '+' ? offset : -offset);
        }
    }

    private Expression term() {
        skipBlanks();
        if (at == text.length()) {
            throw new RefusedException("\"" + text + "\" ends where an address, a symbol or a register should be");
        }
        if (++depth > MAX_DEPTH) {
            throw new RefusedException("more than " + MAX_DEPTH + " levels of * and ( in an expression");
        }
        Expression term = switch (text.charAt(at)) {
            case '*' -> new Expression.Memory(behind());
            case '&' -> new Expression.Address(behind());
            case '(' -> inParentheses();
            case '$' -> {
                at++;
                yield new Expression.Register(word());
            }
            default -> {
                String word = word();
                yield Character.isDigit(word.charAt(0)) ? new Expression.Number(number(word))
                        : new Expression.Symbol(word);
            }
        };
        depth--;
        return term;
    }

    private Expression behind() {
        at++;
        return term();
    }

    private Expression inParentheses() {
        at++;
        Expression inside = sum();
        skipBlanks();
        if (at == text.length() || text.charAt(at) != ')') {
            throw new RefusedException("a ) is missing in \"" + text + "\"");
        }
        at++;
        return inside;
    }

    private String word() {
        int start = at;
        while (at < text.length() && isPartOfWord(text.charAt(at))) {
            at++;
        }
        if (at == start) {
            throw unexpected();
        }
        return text.substring(start, at);
    }

    /** Compilers put dots into the names of what they split or clone. */
    private static boolean isPartOfWord(char c) {
        return c == '_' || c == '.' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    private void skipBlanks() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private RefusedException unexpected() {
        return new RefusedException(at == text.length() ? "\"%s\" ends too early".formatted(text)
                : "\"%s\" is not expected in \"%s\"".formatted(text.substring(at), text));
    }
}
