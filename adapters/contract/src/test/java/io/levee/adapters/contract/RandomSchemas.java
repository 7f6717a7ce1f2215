package io.levee.adapters.contract;

import java.util.List;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// A random description: a few schemas that refer to each other, in circles too where a property or an item lies
/// between, and one operation that takes and answers the first of them. Names and values come from small sets, so
/// that bodies meet what schemas say.
final class RandomSchemas {
    static final List<String> NAMES = List.of("a", "b", "c", "id", "x-1");
    static final List<String> TEXTS = List.of(
            "",
            "a",
            "aa",
            "aaaa",
            "b7",
            "😀",
            "2024-02-28",
            "2024-13-01",
            "10.0.0.1",
            "10.0.0.256",
            "7f1d2c3e-0000-4000-8000-00000000000a",
            "7f1d2c3e",
            "ana@example.com",
            "ana@",
            "null",
            "1");
    private static final List<String> PATTERNS = List.of("^a+$", "[0-9]", "^.{2,4}$", "^$");
    private static final List<String> FORMATS = List.of("date", "ipv4", "uuid", "email", "hostname", "colour");
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final RandomGenerator random;
    private final boolean is30;
    private final int components;

    private RandomSchemas(RandomGenerator random) {
        this.random = random;
        this.is30 = random.nextBoolean();
        this.components = 2 + random.nextInt(4);
    }

    static ObjectNode description(RandomGenerator random) {
        RandomSchemas schemas = new RandomSchemas(random);
        ObjectNode root = NODES.objectNode().put("openapi", schemas.is30 ? "3.0.3" : "3.1.0");
        ObjectNode content = NODES.objectNode();
        content.putObject("application/json").putObject("schema").put("$ref", ref(0));
        ObjectNode operation = root.putObject("paths").putObject("/rows").putObject("post");
        operation.putObject("requestBody").put("required", true).set("content", content);
        operation.putObject("responses").putObject("200").set("content", content.deepCopy());
        ObjectNode named = root.putObject("components").putObject("schemas");
        for (int i = 0; i < schemas.components; i++) {
            named.set("S" + i, schemas.schema(2, i));
        }
        return root;
    }

    private static String ref(int component) {
        return "#/components/schemas/S" + component;
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    /// @param above parts of the same value may only refer to components above this one: no circle without a property
    private JsonNode schema(int depth, int above) {
        if (!is30 && chance(2)) {
            return NODES.booleanNode(chance(80));
        }
        int kind = random.nextInt(depth <= 0 ? 5 : 13);
        ObjectNode schema = switch (kind) {
            case 0 -> text();
            case 1 -> number();
            case 2 -> listed();
            case 3 -> chance(50) ? NODES.objectNode() : NODES.objectNode().put("type", "boolean");
            case 4 -> NODES.objectNode().put("type", "object");
            case 5, 6, 7 -> object(depth);
            case 8 -> array(depth);
            case 9 -> parts("allOf", depth, above);
            case 10 -> parts("anyOf", depth, above);
            case 11 -> parts("oneOf", depth, above);
            default -> above + 1 < components ? referring(depth, above) : object(depth);
        };
        if (chance(8)) {
            schema.set(
                    "not",
                    one(List.of(
                            NODES.objectNode().put("type", "string"),
                            NODES.objectNode().set("required", NODES.arrayNode().add(one(NAMES))),
                            NODES.objectNode()
                                    .set("enum", NODES.arrayNode().add(1).add("a")))));
        }
        return nullable(schema);
    }

    private ObjectNode referring(int depth, int above) {
        ObjectNode schema = NODES.objectNode();
        if (!is30 && chance(30)) {
            schema.setAll(object(depth - 1));
        }
        return schema.put("$ref", ref(above + 1 + random.nextInt(components - above - 1)));
    }

    private ObjectNode nullable(ObjectNode schema) {
        if (!chance(12)) {
            return schema;
        }
        if (is30) {
            return schema.has("oneOf") && schema.has("type") ? schema : schema.put("nullable", true);
        }
        if (schema.path("type").isString()) {
            ArrayNode types = NODES.arrayNode().add(schema.path("type")).add("null");
            schema.set("type", types);
        }
        return schema;
    }

    /// What stands in a property or an item: a value of its own.
    private JsonNode child(int depth) {
        return chance(30) ? NODES.objectNode().put("$ref", ref(random.nextInt(components))) : schema(depth - 1, -1);
    }

    private ObjectNode text() {
        ObjectNode schema = NODES.objectNode().put("type", "string");
        switch (random.nextInt(5)) {
            case 0 -> schema.put("minLength", random.nextInt(3));
            case 1 -> schema.put("maxLength", random.nextInt(5));
            case 2 -> schema.put("pattern", one(PATTERNS));
            case 3 -> schema.put("format", one(FORMATS));
            default -> {}
        }
        return schema;
    }

    private ObjectNode number() {
        ObjectNode schema = NODES.objectNode().put("type", chance(60) ? "integer" : "number");
        if (chance(30)) {
            schema.put("minimum", random.nextInt(5) - 2);
            if (chance(40)) {
                exclusive(schema, "exclusiveMinimum", "minimum");
            }
        }
        if (chance(30)) {
            schema.put("maximum", random.nextInt(5) + 1);
            if (chance(40)) {
                exclusive(schema, "exclusiveMaximum", "maximum");
            }
        }
        if (chance(20)) {
            schema.put("multipleOf", 1 + random.nextInt(3));
        }
        if (chance(20) && schema.path("type").stringValue().equals("integer")) {
            schema.put("format", chance(50) ? "int32" : "int64");
        }
        return schema;
    }

    private void exclusive(ObjectNode schema, String keyword, String limit) {
        if (is30) {
            schema.put(keyword, chance(70));
        } else {
            schema.set(keyword, schema.path(limit));
        }
    }

    private ObjectNode listed() {
        ArrayNode values = NODES.arrayNode().add(one(TEXTS)).add(random.nextInt(3));
        if (chance(30)) {
            values.addNull();
        }
        if (chance(20)) {
            values.add(NODES.objectNode().put("a", 1));
        }
        if (!is30 && chance(40)) {
            return NODES.objectNode().set("const", values.path(0));
        }
        return NODES.objectNode().set("enum", values);
    }

    private ObjectNode object(int depth) {
        ObjectNode schema = NODES.objectNode();
        if (chance(80)) {
            schema.put("type", "object");
        }
        ObjectNode properties = NODES.objectNode();
        ArrayNode required = NODES.arrayNode();
        for (String name : NAMES) {
            if (chance(45)) {
                JsonNode property = child(depth);
                if (chance(15) && property instanceof ObjectNode own && !own.has("$ref")) {
                    own.put(chance(50) ? "readOnly" : "writeOnly", true);
                }
                properties.set(name, property);
            }
            if (chance(properties.has(name) ? 35 : 4)) {
                required.add(name);
            }
        }
        if (!properties.isEmpty()) {
            schema.set("properties", properties);
        }
        if (!required.isEmpty()) {
            schema.set("required", required);
        }
        if (chance(15)) {
            schema.set("additionalProperties", chance(50) ? NODES.booleanNode(chance(50)) : child(depth));
        }
        if (chance(8)) {
            schema.put(chance(50) ? "minProperties" : "maxProperties", random.nextInt(3));
        }
        if (!is30 && chance(8)) {
            schema.putObject("patternProperties").set("^x-", child(depth));
        }
        if (!is30 && chance(5)) {
            schema.putObject("dependentRequired").putArray(one(NAMES)).add(one(NAMES));
        }
        if (!is30 && chance(5)) {
            schema.set(
                    "if", NODES.objectNode().set("required", NODES.arrayNode().add(one(NAMES))));
            schema.set(chance(50) ? "then" : "else", object(0));
        }
        return schema;
    }

    private ObjectNode array(int depth) {
        ObjectNode schema = NODES.objectNode().put("type", "array");
        if (is30 || chance(80)) {
            schema.set("items", child(depth));
        }
        if (!is30 && chance(20)) {
            schema.putArray("prefixItems").add(child(depth));
        }
        if (!is30 && chance(15)) {
            schema.set("contains", NODES.objectNode().put("type", chance(50) ? "string" : "integer"));
        }
        if (chance(20)) {
            schema.put(chance(50) ? "minItems" : "maxItems", random.nextInt(3));
        }
        if (chance(15)) {
            schema.put("uniqueItems", true);
        }
        return schema;
    }

    private ObjectNode parts(String keyword, int depth, int above) {
        ObjectNode schema = chance(40) ? object(depth - 1) : NODES.objectNode();
        ArrayNode parts = schema.putArray(keyword);
        for (int i = 0; i < 1 + random.nextInt(2); i++) {
            boolean refers = above + 1 < components && chance(20);
            parts.add(refers ? referring(depth, above) : chance(60) ? object(depth - 1) : schema(depth - 1, above));
        }
        return schema;
    }
}
