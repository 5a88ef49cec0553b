package dev.initlab.suite.yaml;

import java.math.BigDecimal;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

import dev.initlab.suite.NearestNames;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** The shapes there are. */
public final class Shapes {
    /** One line. */
    public static final String LINE = "[^\\r\\n]+";
    private static final String ANY = "[\\s\\S]*";

    private Shapes() {
    }

    /** What became of a text: a value, or what is wrong with it. */
    public sealed interface Parsed<T> {
        /** It is one. */
        record Good<T>(T value) implements Parsed<T> {
        }

        /** It is none; {@code why} goes on "'text' ". */
        record Bad<T>(String why) implements Parsed<T> {
        }

        static <T> Parsed<T> of(Optional<T> value, String why) {
            return value.<Parsed<T>>map(Good::new).orElseGet(() -> new Bad<>(why));
        }
    }

    /** Any text. */
    public static Shape<String> text() {
        return text("text", ANY, Parsed.Good::new);
    }

    /**
     * A text of a certain form.
     *
     * @param expected what is expected, for messages
     * @param syntax   a regular expression that every such text matches; the schema has it
     * @param parse    makes the value, and may still refuse the text
     */
    public static <T> Shape<T> text(String expected, String syntax, Function<String, Parsed<T>> parse) {
        Pattern pattern = Pattern.compile(syntax);
        return new Shape<>() {
            @Override
            Optional<T> read(Node node, Source source) {
                if (!(node instanceof ScalarNode scalar) || !scalar.getTag().equals(Tag.STR)) {
                    return noText(node, source, this);
                }
                if (!pattern.matcher(scalar.getValue()).matches()) {
                    source.mistake(Source.position(node), Mistake.Kind.STRUCTURE,
                            "'%s' is not understood; %s is expected".formatted(shortened(scalar.getValue()), expected));
                    return Optional.empty();
                }
                return switch (parse.apply(scalar.getValue())) {
                    case Parsed.Good<T>(T value) -> Optional.of(value);
                    case Parsed.Bad<T>(String why) -> {
                        source.mistake(Source.position(node), "'%s' %s".formatted(shortened(scalar.getValue()), why));
                        yield Optional.empty();
                    }
                };
            }

            @Override
            public Map<String, Object> schema() {
                Map<String, Object> schema = object("type", "string");
                if (!syntax.equals(ANY)) {
                    schema.put("pattern", "^(?:" + syntax + ")$");
                }
                return schema;
            }

            @Override
            String expected() {
                return expected;
            }
        };
    }

    /** The name of a file, which need not be there. */
    public static Shape<String> fileName() {
        return text("the name of a file", LINE, name -> {
            try {
                return new Parsed.Good<>(Path.of(name).toString());
            } catch (InvalidPathException e) {
                return new Parsed.Bad<>("is no name of a file: " + e.getReason());
            }
        });
    }

    /** One of some words. */
    public static <T> Shape<T> choice(Map<String, T> words) {
        Map<String, T> all = new LinkedHashMap<>(words);
        return new Shape<>() {
            @Override
            Optional<T> read(Node node, Source source) {
                if (!(node instanceof ScalarNode scalar) || !scalar.getTag().equals(Tag.STR)) {
                    return noText(node, source, this);
                }
                T value = all.get(scalar.getValue());
                if (value == null) {
                    source.mistake(Source.position(node), Mistake.Kind.STRUCTURE,
                            "'%s' is not understood; %s is expected.%s".formatted(shortened(scalar.getValue()),
                                    expected(), NearestNames.offer(scalar.getValue(), all.keySet())));
                }
                return Optional.ofNullable(value);
            }

            @Override
            public Map<String, Object> schema() {
                return object("enum", List.copyOf(all.keySet()));
            }

            @Override
            String expected() {
                return "one of " + String.join(", ", all.keySet());
            }
        };
    }

    /** A whole number. */
    public static Shape<Long> whole(long least, long most) {
        return number(least == most ? Long.toString(least)
                : "a whole number from %d to %d".formatted(least, most), "integer", least, most,
                BigDecimal::longValueExact);
    }

    /** A number. */
    public static Shape<Double> decimal(double least, double most) {
        return number("a number from %s to %s".formatted(plain(least), plain(most)), "number", least, most,
                BigDecimal::doubleValue);
    }

    private static String plain(double number) {
        return new BigDecimal(String.valueOf(number)).stripTrailingZeros().toPlainString();
    }

    private static <T, N extends Number> Shape<T> number(String expected, String type, N least, N most,
            Function<BigDecimal, T> convert) {
        BigDecimal from = new BigDecimal(least.toString());
        BigDecimal to = new BigDecimal(most.toString());
        return new Shape<>() {
            @Override
            Optional<T> read(Node node, Source source) {
                if (node instanceof ScalarNode scalar
                        && (scalar.getTag().equals(Tag.INT) || scalar.getTag().equals(Tag.FLOAT))) {
                    try {
                        BigDecimal value = new BigDecimal(scalar.getValue());
                        // A huge exponent would take all memory to be written out.
                        if (Math.abs((long) value.scale()) < 64 && value.compareTo(from) >= 0
                                && value.compareTo(to) <= 0) {
                            return Optional.of(convert.apply(value));
                        }
                    } catch (ArithmeticException e) {
                        return wrong(node, source, this); // 64 bits, or whole, it is not
                    } catch (NumberFormatException e) {
                        return wrong(node, source, this); // .nan and .inf
                    }
                }
                return wrong(node, source, this);
            }

            @Override
            public Map<String, Object> schema() {
                Map<String, Object> schema = object("type", type);
                schema.put("minimum", least);
                schema.put("maximum", most);
                return schema;
            }

            @Override
            String expected() {
                return expected;
            }
        };
    }

    /** A value of either shape; which one is told by whether the value is a text. */
    public static <T> Shape<T> textOr(Shape<? extends T> text, Shape<? extends T> other) {
        return new Shape<>() {
            @Override
            Optional<T> read(Node node, Source source) {
                boolean isText = node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.STR);
                boolean isOther = !isText && (node instanceof SequenceNode) == "array".equals(other.schema().get("type"));
                if (!isText && !isOther) {
                    return wrong(node, source, this);
                }
                return (isText ? text : other).read(node, source).map(value -> value);
            }

            @Override
            public Map<String, Object> schema() {
                return object("anyOf", List.of(text.schema(), other.schema()));
            }

            @Override
            String expected() {
                return text.expected() + " or " + other.expected();
            }
        };
    }

    /** A list that is not empty. */
    public static <T> Shape<List<T>> list(Shape<T> element) {
        return new Shape<>() {
            @Override
            Optional<List<T>> read(Node node, Source source) {
                if (!(node instanceof SequenceNode sequence) || sequence.getValue().isEmpty()) {
                    return wrong(node, source, this);
                }
                List<T> elements = new ArrayList<>();
                sequence.getValue().forEach(child -> element.read(child, source).ifPresent(elements::add));
                // What was understood is kept: further mistakes may be found in it.
                return Optional.of(List.copyOf(elements));
            }

            @Override
            public Map<String, Object> schema() {
                Map<String, Object> schema = object("type", "array");
                schema.put("items", element.schema());
                schema.put("minItems", 1);
                return schema;
            }

            @Override
            String expected() {
                return "a list of at least one, each " + element.expected();
            }
        };
    }

    /** One value, or a list of them. */
    public static <T> Shape<List<T>> oneOrMore(Shape<T> element) {
        Shape<List<T>> list = list(element);
        return new Shape<>() {
            @Override
            Optional<List<T>> read(Node node, Source source) {
                return node instanceof SequenceNode ? list.read(node, source)
                        : element.read(node, source).map(List::of);
            }

            @Override
            public Map<String, Object> schema() {
                return object("anyOf", List.of(element.schema(), list.schema()));
            }

            @Override
            String expected() {
                return element.expected() + ", or a list of such";
            }
        };
    }

    /** A pair of a map. */
    public record Entry<K, V>(Placed<K> key, V value) {
    }

    /**
     * A map that is not empty, with keys a user invents.
     *
     * @param key   a shape made by {@link #text} or {@link #choice}
     * @param value of every key
     */
    public static <K, V> Shape<List<Entry<K, V>>> map(Shape<K> key, Shape<V> value) {
        return new Shape<>() {
            @Override
            Optional<List<Entry<K, V>>> read(Node node, Source source) {
                if (!(node instanceof MappingNode mapping) || mapping.getValue().isEmpty()) {
                    return wrong(node, source, this);
                }
                List<Entry<K, V>> entries = new ArrayList<>();
                for (NodeTuple pair : onlyOnce(mapping, source)) {
                    Optional<Placed<K>> name = key.placed().read(asText(pair.getKeyNode()), source);
                    Optional<V> read = value.read(pair.getValueNode(), source);
                    if (name.isPresent() && read.isPresent()) {
                        entries.add(new Entry<>(name.get(), read.get()));
                    }
                }
                return Optional.of(List.copyOf(entries));
            }

            @Override
            public Map<String, Object> schema() {
                Map<String, Object> schema = object("type", "object");
                schema.put("propertyNames", key.schema());
                schema.put("additionalProperties", value.schema());
                schema.put("minProperties", 1);
                return schema;
            }

            @Override
            String expected() {
                return "a map from " + key.expected() + " to " + value.expected();
            }
        };
    }

    /** In JSON all keys are texts. */
    static Node asText(Node key) {
        return key instanceof ScalarNode scalar && !scalar.getTag().equals(Tag.STR)
                ? new ScalarNode(Tag.STR, true, scalar.getValue(), scalar.getScalarStyle(), scalar.getStartMark(),
                        scalar.getEndMark())
                : key;
    }

    /** The pairs of a map without those whose key it had before. */
    static List<NodeTuple> onlyOnce(MappingNode mapping, Source source) {
        Set<String> seen = new LinkedHashSet<>();
        List<NodeTuple> pairs = new ArrayList<>();
        for (NodeTuple pair : mapping.getValue()) {
            if (pair.getKeyNode() instanceof ScalarNode key && !seen.add(key.getValue())) {
                source.mistake(Source.position(key), Mistake.Kind.SYNTAX,
                        "'%s' stands in this map a second time".formatted(shortened(key.getValue())));
            } else {
                pairs.add(pair);
            }
        }
        return pairs;
    }

    static <T> Optional<T> wrong(Node node, Source source, Shape<?> shape) {
        source.mistake(Source.position(node), Mistake.Kind.STRUCTURE, "%s is expected, this is %s".formatted(
                shape.expected(), found(node)));
        return Optional.empty();
    }

    private static <T> Optional<T> noText(Node node, Source source, Shape<?> shape) {
        boolean scalar = node instanceof ScalarNode s && !s.getTag().equals(Tag.NULL);
        source.mistake(Source.position(node), Mistake.Kind.STRUCTURE, "%s is expected, this is %s%s".formatted(
                shape.expected(), found(node), scalar ? "; put it into quotes if it is a text" : ""));
        return Optional.empty();
    }

    private static String found(Node node) {
        return switch (node) {
            case SequenceNode list -> list.getValue().isEmpty() ? "an empty list" : "a list";
            case MappingNode map -> map.getValue().isEmpty() ? "an empty map" : "a map";
            case ScalarNode scalar when scalar.getTag().equals(Tag.NULL) -> "nothing";
            case ScalarNode scalar when scalar.getTag().equals(Tag.BOOL) ->
                    "the truth value %s".formatted(scalar.getValue());
            case ScalarNode scalar when !scalar.getTag().equals(Tag.STR) ->
                    "the number %s".formatted(shortened(scalar.getValue()));
            case ScalarNode scalar -> "the text '%s'".formatted(shortened(scalar.getValue()));
            default -> "something else";
        };
    }

    static String shortened(String text) {
        String line = text.replaceAll("\\s+", " ");
        return line.length() <= 60 ? line : line.substring(0, 57) + "…";
    }

    static Map<String, Object> object(String key, Object value) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put(key, value);
        return object;
    }
}
