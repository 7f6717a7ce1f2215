package io.levee.adapters.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Values that fit a schema, or nearly: each follows the schema where it can, and about half are changed in one place.
final class RandomBodies {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final RandomGenerator random;
    private final JsonNode document;
    private final String notSent;

    /// @param notSent `readOnly` or `writeOnly`: what this side mostly leaves out
    RandomBodies(RandomGenerator random, JsonNode document, String notSent) {
        this.random = random;
        this.document = document;
        this.notSent = notSent;
    }

    JsonNode body(JsonNode schema) {
        JsonNode value = value(schema, 5);
        return chance(50) ? changed(value) : value;
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private JsonNode value(JsonNode schema, int depth) {
        if (depth < 0 || !schema.isObject()) {
            return depth < 0 ? NODES.objectNode() : scalar();
        }
        List<JsonNode> parts = new ArrayList<>();
        gather(schema, parts, 8);
        for (JsonNode part : parts) {
            if (part.has("const")) {
                return part.path("const").deepCopy();
            }
            if (part.has("enum")) {
                return part.path("enum")
                        .path(random.nextInt(part.path("enum").size()))
                        .deepCopy();
            }
        }
        return switch (type(parts)) {
            case "object" -> object(parts, depth);
            case "array" -> array(parts, depth);
            case "string" -> NODES.stringNode(one(RandomSchemas.TEXTS));
            case "integer" -> NODES.numberNode(random.nextInt(7) - 2);
            case "number" -> chance(50) ? NODES.numberNode(1.5) : NODES.numberNode(random.nextInt(7) - 2);
            case "boolean" -> NODES.booleanNode(chance(50));
            case "null" -> NODES.nullNode();
            default -> scalar();
        };
    }

    /// A schema and all that describe the same value; of alternatives one.
    private void gather(JsonNode schema, List<JsonNode> parts, int depth) {
        if (depth < 0) {
            return;
        }
        parts.add(schema);
        if (schema.path("$ref").isString()) {
            gather(document.at(schema.path("$ref").stringValue().substring(1)), parts, depth - 1);
        }
        schema.path("allOf").forEach(part -> gather(part, parts, depth - 1));
        for (String keyword : List.of("anyOf", "oneOf")) {
            JsonNode alternatives = schema.path(keyword);
            if (!alternatives.isEmpty()) {
                gather(alternatives.path(random.nextInt(alternatives.size())), parts, depth - 1);
            }
        }
        if (schema.has("then")) {
            gather(schema.path("then"), parts, depth - 1);
        }
    }

    private String type(List<JsonNode> parts) {
        for (JsonNode part : parts) {
            if (part.path("nullable").asBoolean(false) && chance(20)) {
                return "null";
            }
            JsonNode type = part.path("type");
            if (type.isString()) {
                return type.stringValue();
            }
            if (type.isArray()) {
                return type.path(random.nextInt(type.size())).stringValue();
            }
        }
        boolean object = parts.stream().anyMatch(part -> part.has("properties") || part.has("required"));
        return object ? "object" : "";
    }

    private ObjectNode object(List<JsonNode> parts, int depth) {
        ObjectNode object = NODES.objectNode();
        for (JsonNode part : parts) {
            part.path("properties").properties().forEach(property -> {
                boolean never = property.getValue().path(notSent).asBoolean(false);
                if (!object.has(property.getKey()) && chance(never ? 5 : 60)) {
                    object.set(property.getKey(), value(property.getValue(), depth - 1));
                }
            });
            if (part.path("additionalProperties").isObject() && chance(50)) {
                object.set("extra", value(part.path("additionalProperties"), depth - 1));
            }
        }
        for (JsonNode part : parts) {
            part.path("required").forEach(name -> {
                JsonNode property = declared(parts, name.stringValue());
                if (!object.has(name.stringValue()) && !property.path(notSent).asBoolean(false)) {
                    object.set(name.stringValue(), value(property, depth - 1));
                }
            });
        }
        return object;
    }

    private static JsonNode declared(List<JsonNode> parts, String name) {
        for (JsonNode part : parts) {
            if (part.path("properties").has(name)) {
                return part.path("properties").path(name);
            }
        }
        return NODES.objectNode();
    }

    private ArrayNode array(List<JsonNode> parts, int depth) {
        JsonNode items = NODES.objectNode();
        for (JsonNode part : parts) {
            items = part.has("items") ? part.path("items") : items;
        }
        ArrayNode array = NODES.arrayNode();
        int size = random.nextInt(4);
        for (int i = 0; i < size; i++) {
            array.add(value(items, depth - 1));
        }
        return array;
    }

    private JsonNode scalar() {
        return switch (random.nextInt(6)) {
            case 0 -> NODES.numberNode(random.nextInt(5));
            case 1 -> NODES.booleanNode(true);
            case 2 -> NODES.nullNode();
            case 3 -> NODES.objectNode();
            default -> NODES.stringNode(one(RandomSchemas.TEXTS));
        };
    }

    /// One value of all is another, or one property more or less.
    private JsonNode changed(JsonNode value) {
        if (value instanceof ObjectNode object && (chance(50) || object.isEmpty())) {
            String name = chance(30) ? "extra" : one(RandomSchemas.NAMES);
            if (object.has(name) && chance(60)) {
                object.remove(name);
            } else {
                object.set(name, scalar());
            }
            return object;
        }
        if (value instanceof ObjectNode object) {
            String name = one(List.copyOf(object.propertyNames()));
            object.set(name, changed(object.path(name)));
            return object;
        }
        if (value instanceof ArrayNode array && !array.isEmpty() && chance(80)) {
            int at = random.nextInt(array.size());
            array.set(at, changed(array.path(at)));
            return array;
        }
        if (value instanceof ArrayNode array && chance(50)) {
            return array.add(scalar());
        }
        if (value.isNumber() && chance(50)) {
            return chance(50) ? NODES.numberNode(3_000_000_000L) : NODES.numberNode(0.25);
        }
        return scalar();
    }
}
