package dev.initlab.suite.yaml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import dev.initlab.suite.NearestNames;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** A map with fields of its own: some must be there, and of some exactly one. */
public final class Fields extends Shape<Fields.Values> {
    private final String what;
    private final List<Field<?>> fields = new ArrayList<>();
    private final List<Field<?>> required = new ArrayList<>();
    private final List<Field<?>> oneOf = new ArrayList<>();

    /**
     * No field yet.
     *
     * @param what the map is, for messages
     */
    public Fields(String what) {
        this.what = what;
    }

    /**
     * A field of a map.
     *
     * @param name  its key
     * @param shape its value
     * @param about what it says; a sentence
     */
    public record Field<T>(String name, Shape<T> shape, String about) {
    }

    /** What was read. */
    public static final class Values {
        private final Position at;
        private final Map<Field<?>, Placed<?>> values = new LinkedHashMap<>();

        private Values(Position at) {
            this.at = at;
        }

        /** Where the map begins. */
        public Position at() {
            return at;
        }

        /** The value of a field, and the place of its key; empty if it is not there or wrong. */
        @SuppressWarnings("unchecked") // put() takes what the field's own shape has read
        public <T> Optional<Placed<T>> placed(Field<T> field) {
            return Optional.ofNullable((Placed<T>) values.get(field));
        }

        /** The value of a field; empty if it is not there or wrong. */
        public <T> Optional<T> get(Field<T> field) {
            return placed(field).map(Placed::value);
        }

        private <T> void put(Field<T> field, Position at, Optional<T> value) {
            value.ifPresent(v -> values.put(field, new Placed<>(v, at)));
        }
    }

    /** With a field that may be left out. */
    public Fields optional(Field<?> field) {
        fields.add(field);
        return this;
    }

    /** With a field that must be there. */
    public Fields required(Field<?> field) {
        required.add(field);
        return optional(field);
    }

    /** With one more field of which exactly one must be there. */
    public Fields oneOf(Field<?> field) {
        oneOf.add(field);
        return optional(field);
    }

    /** All fields. */
    public List<Field<?>> fields() {
        return List.copyOf(fields);
    }

    @Override
    Optional<Values> read(Node node, Source source) {
        if (!(node instanceof MappingNode mapping)) {
            return Shapes.wrong(node, source, this);
        }
        Values values = new Values(Source.position(node));
        List<Field<?>> there = new ArrayList<>();
        for (NodeTuple pair : Shapes.onlyOnce(mapping, source)) {
            Optional<Field<?>> field = field(Shapes.asText(pair.getKeyNode()));
            if (field.isEmpty()) {
                unknown(pair.getKeyNode(), source);
            } else {
                there.add(field.get());
                read(field.get(), pair, values, source);
            }
        }
        required.stream().filter(f -> !there.contains(f)).forEach(f -> structure(node, source,
                "%s has no '%s': %s".formatted(what, f.name(), f.about())));
        List<Field<?>> chosen = there.stream().filter(oneOf::contains).toList();
        if (!oneOf.isEmpty() && chosen.size() != 1) {
            structure(node, source, chosen.isEmpty()
                    ? "%s has none of %s; one is expected".formatted(what, names(oneOf))
                    : "%s has %s; only one of them is expected, begin another item for the next".formatted(what,
                            names(chosen)));
        }
        return Optional.of(values);
    }

    private static <T> void read(Field<T> field, NodeTuple pair, Values values, Source source) {
        values.put(field, Source.position(pair.getKeyNode()), field.shape().read(pair.getValueNode(), source));
    }

    private Optional<Field<?>> field(Node key) {
        return fields.stream().filter(f -> key instanceof ScalarNode scalar && f.name().equals(scalar.getValue()))
                .findFirst();
    }

    private void unknown(Node key, Source source) {
        String text = key instanceof ScalarNode scalar ? scalar.getValue() : "…";
        structure(key, source, "'%s' is not understood in %s; expected are %s.%s".formatted(Shapes.shortened(text),
                what, names(fields), NearestNames.offer(text, fields.stream().map(Field::name).toList())));
    }

    private static void structure(Node node, Source source, String text) {
        source.mistake(Source.position(node), Mistake.Kind.STRUCTURE, text);
    }

    private static String names(List<Field<?>> of) {
        return of.stream().map(Field::name).collect(Collectors.joining(", "));
    }

    @Override
    public Map<String, Object> schema() {
        Map<String, Object> schema = Shapes.object("type", "object");
        Map<String, Object> properties = new LinkedHashMap<>();
        for (Field<?> field : fields) {
            Map<String, Object> property = Shapes.object("description", field.about());
            property.putAll(field.shape().schema());
            properties.put(field.name(), property);
        }
        schema.put("properties", properties);
        schema.put("additionalProperties", false);
        if (!required.isEmpty()) {
            schema.put("required", required.stream().map(Field::name).toList());
        }
        if (!oneOf.isEmpty()) {
            schema.put("oneOf", oneOf.stream().map(f -> Shapes.object("required", List.of(f.name()))).toList());
        }
        return schema;
    }

    @Override
    String expected() {
        return "a map with " + names(required.isEmpty() ? fields : required);
    }
}
