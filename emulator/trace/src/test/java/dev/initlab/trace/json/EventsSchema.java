package dev.initlab.trace.json;

import java.util.Map;
import java.util.TreeMap;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** docs/events.schema.json: what a line of an event file looks like, as JSON Schema 2020-12. */
final class EventsSchema {

    private final JsonMapper json = JsonMapper.shared();
    private final EventDocs docs;
    private final Map<String, ObjectNode> families = new TreeMap<>();

    EventsSchema(EventDocs docs) {
        this.docs = docs;
    }

    String text() {
        ObjectNode schema = json.createObjectNode();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("title", "initlab events, version " + JsonLinesSink.VERSION);
        schema.put("description", "One line of an event file. The first line is a Header, all others are"
                + " events. Fields that begin with \"host\" depend on the host and may be left out.");
        ArrayNode kinds = schema.putArray("oneOf");
        ObjectNode definitions = schema.putObject("$defs");
        kinds.addObject().put("$ref", "#/$defs/Header");
        definitions.set("Header", header());
        Shape.EVENTS.forEach((name, shape) -> {
            kinds.addObject().put("$ref", "#/$defs/" + name);
            definitions.set(name, object("event", shape));
        });
        families.forEach(definitions::set);
        definitions.putObject("address").put("type", "string").put("pattern", "^0x[0-9a-f]{1,16}$");
        return json.writerWithDefaultPrettyPrinter().writeValueAsString(schema).replace("\r", "") + "\n";
    }

    private ObjectNode header() {
        ObjectNode header = json.createObjectNode().put("type", "object");
        ObjectNode properties = header.putObject("properties");
        properties.putObject("initlab").put("const", "events");
        properties.putObject("version").put("const", JsonLinesSink.VERSION);
        header.putArray("required").add("initlab").add("version");
        return header;
    }

    private ObjectNode object(String discriminator, Shape shape) {
        ObjectNode object = json.createObjectNode().put("type", "object")
                .put("description", docs.about(shape));
        ObjectNode properties = object.putObject("properties");
        ArrayNode required = object.putArray("required").add(discriminator);
        properties.putObject(discriminator).put("const", shape.type().getSimpleName());
        for (Shape.Field field : shape.fields()) {
            boolean optional = field.type() instanceof FieldType.Maybe;
            ObjectNode type = type(field.type());
            properties.set(field.name(), type.put("description", docs.about(field)));
            if (!optional && !field.isHost()) {
                required.add(field.name());
            }
        }
        return object.put("additionalProperties", false);
    }

    private ObjectNode type(FieldType type) {
        ObjectNode node = json.createObjectNode();
        return switch (type) {
            case FieldType.Int _ -> node.put("type", "integer").put("minimum", Integer.MIN_VALUE)
                    .put("maximum", Integer.MAX_VALUE);
            case FieldType.Whole _ -> node.put("type", "integer");
            case FieldType.Hex _ -> node.put("$ref", "#/$defs/address");
            case FieldType.Flag _ -> node.put("type", "boolean");
            case FieldType.Text _ -> node.put("type", "string");
            case FieldType.Choice(_, var names) -> {
                ArrayNode constants = node.putArray("enum");
                names.forEach(constants::add);
                yield node;
            }
            case FieldType.OneOf(var shapes) -> {
                ArrayNode kinds = node.putArray("oneOf");
                shapes.forEach((name, shape) -> {
                    kinds.addObject().put("$ref", "#/$defs/" + name);
                    families.put(name, object("kind", shape));
                });
                yield node;
            }
            case FieldType.Many(FieldType element) -> {
                node.put("type", "array").set("items", type(element));
                yield node;
            }
            case FieldType.Maybe(FieldType content) -> type(content);
        };
    }
}
