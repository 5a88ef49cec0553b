package dev.initlab.trace.json;

/** Appends JSON to a line; by hand, as an event needs six forms of value. */
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
        JsonString.append(out, text);
        return this;
    }
}
