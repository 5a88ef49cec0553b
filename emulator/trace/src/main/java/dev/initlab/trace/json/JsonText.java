package dev.initlab.trace.json;

/**
 * Appends JSON to a line.
 *
 * <p>Written by hand because an event needs six forms of value and no library keeps a lone surrogate, which
 * {@link dev.initlab.trace.GuestText} uses for bytes that are not UTF-8: they are written as {@code \}{@code
 * udcXX} here. Control characters and everything some reader takes for the end of a line are escaped too, so
 * that one event is one line everywhere, and harmless on a terminal.
 */
final class JsonText {

    private final StringBuilder out;

    JsonText(StringBuilder out) {
        this.out = out;
    }

    JsonText raw(String text) {
        out.append(text);
        return this;
    }

    JsonText raw(char c) {
        out.append(c);
        return this;
    }

    JsonText number(long value) {
        out.append(value);
        return this;
    }

    /** Unsigned, without leading zeros. */
    JsonText hex(long value) {
        out.append("\"0x").append(Long.toHexString(value)).append('"');
        return this;
    }

    /** Appends {@code "name":} and, unless it is the first of its object, a comma before it. */
    JsonText key(String name) {
        if (out.charAt(out.length() - 1) != '{') {
            out.append(',');
        }
        return string(name).raw(':');
    }

    JsonText string(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                out.append(c).append(text.charAt(++i));
            } else {
                append(c);
            }
        }
        out.append('"');
        return this;
    }

    private void append(char c) {
        switch (c) {
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            default -> {
                if (Character.isISOControl(c) || Character.isSurrogate(c) || c == '\u2028' || c == '\u2029') {
                    out.append("\\u").append(String.format("%04x", (int) c));
                } else {
                    out.append(c);
                }
            }
        }
    }
}
