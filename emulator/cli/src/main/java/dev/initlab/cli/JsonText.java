package dev.initlab.cli;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import dev.initlab.trace.json.JsonString;

/** Writes a value made of maps, lists, strings, numbers and booleans as indented JSON. */
public final class JsonText {
    private static final String INDENT = "  ";

    private JsonText() {
    }

    /**
     * The text of a value, without a newline at its end.
     *
     * @param value maps with strings as keys are written in their own order
     */
    public static String of(Object value) {
        StringBuilder out = new StringBuilder();
        write(out, value, "");
        return out.toString();
    }

    private static void write(StringBuilder out, Object value, String indent) {
        switch (value) {
            case Map<?, ?> map -> block(out, '{', '}', indent, map.entrySet().iterator(), member -> {
                JsonString.append(out, String.valueOf(member.getKey()));
                out.append(": ");
                write(out, member.getValue(), indent + INDENT);
            });
            case List<?> list -> block(out, '[', ']', indent, list.iterator(),
                    element -> write(out, element, indent + INDENT));
            case Number number -> out.append(number);
            case Boolean truth -> out.append(truth);
            default -> JsonString.append(out, value.toString());
        }
    }

    private static <T> void block(StringBuilder out, char open, char close, String indent,
            Iterator<T> elements, Consumer<T> each) {
        out.append(open);
        boolean any = elements.hasNext();
        while (elements.hasNext()) {
            out.append('\n').append(indent).append(INDENT);
            each.accept(elements.next());
            if (elements.hasNext()) {
                out.append(',');
            }
        }
        if (any) {
            out.append('\n').append(indent);
        }
        out.append(close);
    }
}
