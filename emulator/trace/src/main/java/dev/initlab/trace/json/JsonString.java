package dev.initlab.trace.json;

/**
 * A string as JSON writes it.
 *
 * <p>Written by hand because no library keeps a lone surrogate, which {@link dev.initlab.trace.GuestText} uses for
 * bytes that are not UTF-8: they are written as {@code \}{@code udcXX} here. Control characters and everything some
 * reader takes for the end of a line are escaped too, so that a text is harmless on a terminal.
 */
public final class JsonString {
    private JsonString() {
    }

    /** Appends a text in its quotes. */
    public static void append(StringBuilder out, String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                out.append(c).append(text.charAt(++i));
            } else {
                append(out, c);
            }
        }
        out.append('"');
    }

    private static void append(StringBuilder out, char c) {
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
