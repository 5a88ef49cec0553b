package dev.initlab.kernel.params;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Taking a command line apart, word by word ({@code lib/cmdline.c}, {@code kernel/params.c}). */
public final class CommandLine {
    private CommandLine() {
    }

    /**
     * One word.
     *
     * @param param all of it, or what stands before the first {@code =}
     * @param value what stands behind it; empty if there is none, which is not the same as an empty value
     * @param rest what follows the word and the blanks behind it
     */
    public record Arg(String param, Optional<String> value, String rest) {
        /** Name and value in one, as the environment has them. */
        public String whole() {
            return value.map(v -> param + "=" + v).orElse(param);
        }
    }

    /**
     * Splits off the first word. Blanks end it, but not between double quotes; quotes around the whole word
     * or around the value are taken away, others stay. A {@code =} at the very beginning is part of the name.
     */
    public static Arg nextArg(String args) {
        boolean quoted = args.startsWith("\"");
        String text = quoted ? args.substring(1) : args;
        boolean inQuote = quoted;
        int equals = 0;
        int end = 0;
        while (end < text.length() && (inQuote || !isSpace(text.charAt(end)))) {
            char c = text.charAt(end);
            if (equals == 0 && c == '=') {
                equals = end;
            }
            inQuote ^= c == '"';
            end++;
        }
        String rest = skipSpaces(text.substring(Math.min(end + 1, text.length())));
        boolean valueQuoted = equals > 0 && equals + 1 < end && text.charAt(equals + 1) == '"';
        boolean closed = (quoted || valueQuoted) && end > 0 && text.charAt(end - 1) == '"';
        int stop = closed ? end - 1 : end;
        if (equals == 0) {
            return new Arg(text.substring(0, stop), Optional.empty(), rest);
        }
        int start = equals + (valueQuoted ? 2 : 1);
        String value = start < stop ? text.substring(start, stop) : "";
        return new Arg(text.substring(0, equals), Optional.of(value), rest);
    }

    /** All words, those behind a bare {@code --} too. */
    public static List<Arg> words(String line) {
        List<Arg> words = new ArrayList<>();
        String rest = skipSpaces(line);
        while (!rest.isEmpty()) {
            Arg arg = nextArg(rest);
            words.add(arg);
            rest = arg.rest();
        }
        return words;
    }

    /** Whether two names are equal, {@code -} being the same as {@code _}. */
    public static boolean parameq(String a, String b) {
        return a.length() == b.length() && parameqn(a, b, a.length());
    }

    /** Whether two names begin with the same {@code n} bytes, {@code -} being the same as {@code _}. */
    public static boolean parameqn(String a, String b, int n) {
        return a.length() >= n && b.length() >= n
                && a.substring(0, n).replace('-', '_').equals(b.substring(0, n).replace('-', '_'));
    }

    static String skipSpaces(String text) {
        int at = 0;
        while (at < text.length() && isSpace(text.charAt(at))) {
            at++;
        }
        return text.substring(at);
    }

    /** The kernel's {@code isspace()}, which knows the no-break space of Latin 1. */
    private static boolean isSpace(char c) {
        return c == ' ' || c >= '\t' && c <= '\r' || c == 0xa0;
    }
}
