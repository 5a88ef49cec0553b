package dev.initlab.suite.yaml;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads a file of one YAML document. */
public final class YamlFile {
    private static final LoadSettings SETTINGS = LoadSettings.builder().setUseMarks(true).setCodePointLimit(1 << 20)
            .build();
    /** Deeper is no suite, and the composer is recursive. */
    private static final int MAX_DEPTH = 64;

    private YamlFile() {
    }

    /**
     * Reads a file.
     *
     * @param bytes  what is in it
     * @param shape  what it must look like
     * @param source takes the mistakes
     * @return what was read, even if there are mistakes in parts of it; empty if nothing can be made of it
     */
    public static <T> Optional<T> read(byte[] bytes, Shape<T> shape, Source source) {
        return decode(bytes, source).flatMap(text -> compose(text, source)).flatMap(node -> shape.read(node, source));
    }

    private static Optional<String> decode(byte[] bytes, Source source) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        CharBuffer chars = CharBuffer.allocate(bytes.length);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CoderResult result = decoder.decode(in, chars, true);
        chars.flip();
        if (!result.isError()) {
            return Optional.of(chars.toString());
        }
        String before = chars.toString();
        int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
        int column = before.length() - before.lastIndexOf('\n');
        source.mistake(new Position(line, column), Mistake.Kind.SYNTAX,
                "byte 0x%02x is no UTF-8; a text file in UTF-8 is expected".formatted(bytes[in.position()]));
        return Optional.empty();
    }

    private static Optional<Node> compose(String text, Source source) {
        if (nesting(text) > MAX_DEPTH) {
            source.mistake(Position.START, Mistake.Kind.SYNTAX, "is nested more than %d deep".formatted(MAX_DEPTH));
            return Optional.empty();
        }
        try {
            Optional<Node> node = new Compose(SETTINGS).composeString(text);
            if (node.isEmpty()) {
                source.mistake(Position.START, Mistake.Kind.SYNTAX, "is empty; a map is expected");
            }
            return node;
        } catch (MarkedYamlEngineException e) {
            Position at = e.getProblemMark().or(e::getContextMark).map(Source::position).orElse(Position.START);
            source.mistake(at, Mistake.Kind.SYNTAX, "is no YAML: " + oneLine(e.getProblem()));
        } catch (YamlEngineException e) {
            source.mistake(Position.START, Mistake.Kind.SYNTAX,
                    "is no YAML: " + oneLine(String.valueOf(e.getMessage())));
        }
        return Optional.empty();
    }

    /** An upper bound for how deep brackets, indentation and dashes of a text can nest. */
    private static int nesting(String text) {
        int deepest = 0;
        int open = 0;
        for (String line : text.split("\n", -1)) {
            int depth = 0;
            for (int i = 0; i < line.length(); i++) {
                switch (line.charAt(i)) {
                    case '[', '{' -> open++;
                    case ']', '}' -> open = Math.max(0, open - 1);
                    default -> {
                    }
                }
                deepest = Math.max(deepest, open);
            }
            while (depth < line.length() && " -?".indexOf(line.charAt(depth)) >= 0) {
                depth++;
            }
            deepest = Math.max(deepest, depth / 2);
        }
        return deepest;
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }
}
