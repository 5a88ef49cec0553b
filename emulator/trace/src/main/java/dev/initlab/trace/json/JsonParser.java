package dev.initlab.trace.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads one line of JSON (RFC 8259).
 *
 * <p>Stricter than the RFC where events are: numbers are whole and fit into 64 bits, no name occurs twice
 * in an object, and nothing is nested deeper than {@value #DEPTH}.
 */
final class JsonParser {

    /** What is wrong, and the column it is in, from 1. */
    static final class Malformed extends Exception {
        private static final long serialVersionUID = 1L;

        final int column;
        final String reason;

        Malformed(int column, String reason) {
            super(reason, null, false, false);
            this.column = column;
            this.reason = reason;
        }
    }

    private static final int DEPTH = 16;
    private static final char END = '\uffff';

    private final String line;
    private int next;

    private JsonParser(String line) {
        this.line = line;
    }

    static Json parse(String line) throws Malformed {
        var parser = new JsonParser(line);
        Json value = parser.value(0);
        parser.skipBlanks();
        if (parser.next < line.length()) {
            throw parser.unexpected("end of line");
        }
        return value;
    }

    private Json value(int depth) throws Malformed {
        skipBlanks();
        int column = next + 1;
        if (depth > DEPTH) {
            throw new Malformed(column, "nested deeper than " + DEPTH);
        }
        return switch (peek()) {
            case '{' -> object(depth, column);
            case '[' -> array(depth, column);
            case '"' -> new Json.Str(string(), column);
            case 't' -> word("true", new Json.Bool(true, column));
            case 'f' -> word("false", new Json.Bool(false, column));
            case 'n' -> word("null", new Json.Null(column));
            case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number(column);
            default -> throw unexpected("a value");
        };
    }

    private Json object(int depth, int column) throws Malformed {
        Map<String, Json> members = new LinkedHashMap<>();
        next++;
        skipBlanks();
        if (!found('}')) {
            do {
                skipBlanks();
                int nameColumn = next + 1;
                String name = string();
                skipBlanks();
                expect(':');
                if (members.put(name, value(depth + 1)) != null) {
                    throw new Malformed(nameColumn, "\"" + name + "\" occurs twice");
                }
                skipBlanks();
            } while (found(','));
            expect('}');
        }
        return new Json.Obj(members, column);
    }

    private Json array(int depth, int column) throws Malformed {
        List<Json> elements = new ArrayList<>();
        next++;
        skipBlanks();
        if (!found(']')) {
            do {
                elements.add(value(depth + 1));
                skipBlanks();
            } while (found(','));
            expect(']');
        }
        return new Json.Arr(elements, column);
    }

    private Json number(int column) throws Malformed {
        int start = next;
        found('-');
        while (isDigit(peek())) {
            next++;
        }
        String digits = line.substring(start, next);
        boolean padded = digits.matches("-?0.+");
        if (padded || ".eE".indexOf(peek()) >= 0) {
            throw new Malformed(column, "not a whole number");
        }
        try {
            return new Json.Num(Long.parseLong(digits), column);
        } catch (NumberFormatException e) {
            throw new Malformed(column, "not a number of 64 bits: " + shown(digits));
        }
    }

    private String string() throws Malformed {
        int start = next;
        if (!found('"')) {
            throw unexpected("'\"'");
        }
        var text = new StringBuilder();
        while (!found('"')) {
            char c = peek();
            if (next == line.length()) {
                throw new Malformed(start + 1, "string without end");
            } else if (c < ' ') {
                throw unexpected("an escape for a control character");
            }
            next++;
            text.append(c == '\\' ? escape() : c);
        }
        return text.toString();
    }

    private char escape() throws Malformed {
        char c = peek();
        switch (c) {
            case '"', '\\', '/' -> next++;
            case 'b', 'f', 'n', 'r', 't' -> {
                next++;
                return "\b\f\n\r\t".charAt("bfnrt".indexOf(c));
            }
            case 'u' -> {
                next++;
                return unicode();
            }
            default -> throw unexpected("an escape");
        }
        return c;
    }

    private char unicode() throws Malformed {
        int unit = 0;
        for (int i = 0; i < 4; i++) {
            char c = peek();
            // Character.digit() takes the digits of every script.
            int digit = c < 0x80 ? Character.digit(c, 16) : -1;
            if (digit < 0) {
                throw unexpected("a hex digit");
            }
            unit = unit << 4 | digit;
            next++;
        }
        return (char) unit;
    }

    private Json word(String word, Json value) throws Malformed {
        if (!line.startsWith(word, next)) {
            throw unexpected("a value");
        }
        next += word.length();
        return value;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private char peek() {
        return next < line.length() ? line.charAt(next) : END;
    }

    private boolean found(char c) {
        boolean found = next < line.length() && line.charAt(next) == c;
        if (found) {
            next++;
        }
        return found;
    }

    private void expect(char c) throws Malformed {
        if (!found(c)) {
            throw unexpected("'" + c + "'");
        }
    }

    private void skipBlanks() {
        while (peek() == ' ' || peek() == '\t' || peek() == '\r') {
            next++;
        }
    }

    private Malformed unexpected(String wanted) {
        String there = next == line.length() ? "the line ends"
                : "there is " + shown(Character.toString(line.codePointAt(next)));
        return new Malformed(next + 1, "expected " + wanted + ", but " + there);
    }

    /** A piece of the input as a message may show it: in one line, and short. */
    static String shown(String text) {
        var out = new StringBuilder();
        new JsonText(out).string(text.length() > 40 ? text.substring(0, 40) + "…" : text);
        return out.toString();
    }
}
