package io.levee.adapters.contract;

import dev.harrel.jsonschema.Validator;
import dev.harrel.jsonschema.ValidatorFactory;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// What another library says of a body. Where Levee differs from JSON Schema on purpose, the schema is written so that
/// it says it by itself, in another way than the product does: each place that holds a value becomes a definition,
/// parts
/// of the same value are written out where they are referred to, and every place ends with what it does not declare.
final class ClosedOracle {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final URI SCHEMA = URI.create("https://oracle.example/schema");
    /// Formats that are held to, as patterns: exact enough for the texts of [RandomSchemas].
    private static final Map<String, String> FORMATS = Map.of(
            "date", "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$",
            "ipv4", "^(25[0-5]|2[0-4][0-9]|1?[0-9]{1,2})(\\.(25[0-5]|2[0-4][0-9]|1?[0-9]{1,2})){3}$",
            "uuid", "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$",
            "email", "^[^@]+@[^@]+$");

    private final JsonNode document;
    private final boolean is30;
    private final String notSent;
    private final ObjectNode defs = NODES.objectNode();
    private final IdentityHashMap<JsonNode, String> names = new IdentityHashMap<>();
    private final Deque<JsonNode> waiting = new ArrayDeque<>();
    private final Validator validator;

    /// @param notSent `readOnly` or `writeOnly`
    ClosedOracle(JsonNode document, JsonNode schema, String notSent) {
        this.document = document;
        this.is30 = document.path("openapi").stringValue().startsWith("3.0");
        this.notSent = notSent;
        defs.set("any", NODES.objectNode().put("additionalProperties", false).set("items", ref("any")));
        ObjectNode root = place(schema);
        while (!waiting.isEmpty()) {
            JsonNode next = waiting.remove();
            defs.set(Objects.requireNonNull(names.get(next)), written(next));
        }
        root.set("$defs", defs);
        validator = new ValidatorFactory().withDisabledSchemaValidation(true).createValidator();
        validator.registerSchema(SCHEMA, root.toString());
    }

    boolean accepts(JsonNode body) {
        return validator.validate(SCHEMA, body.toString()).isValid();
    }

    private static ObjectNode ref(String name) {
        return NODES.objectNode().put("$ref", "#/$defs/" + name);
    }

    private JsonNode at(JsonNode reference) {
        return document.at(reference.path("$ref").stringValue().substring(1));
    }

    private ObjectNode place(JsonNode schema) {
        String known = names.get(schema);
        if (known == null) {
            known = "p" + names.size();
            names.put(schema, known);
            waiting.add(schema);
        }
        return ref(known);
    }

    /// The whole of what describes a value.
    private JsonNode written(JsonNode schema) {
        if (schema.isBoolean()) {
            return schema;
        }
        boolean alone = schema.has("$ref") && says(schema, "$ref").isEmpty();
        if (schema.has("$ref") && (is30 || alone)) {
            return place(at(schema));
        }
        if (!schema.has("oneOf")) {
            return closed(List.of(part(schema, Set.of())));
        }
        Set<String> beside = says(schema, "oneOf");
        ObjectNode rest = ((ObjectNode) schema.deepCopy()).remove(List.of("oneOf", "nullable"));
        ArrayNode alternatives = NODES.arrayNode();
        for (JsonNode branch : schema.path("oneOf")) {
            Set<String> hidden = new HashSet<>(hidden(rest));
            hidden.addAll(hidden(branch));
            alternatives.add(
                    beside.isEmpty() ? place(branch) : closed(List.of(part(rest, hidden), part(branch, hidden))));
        }
        return orNull(schema, NODES.objectNode().set("oneOf", alternatives));
    }

    private static ObjectNode closed(List<JsonNode> parts) {
        ObjectNode closed = NODES.objectNode();
        closed.putArray("allOf").addAll(parts);
        closed.put("unevaluatedProperties", false);
        return closed.set("unevaluatedItems", ref("any"));
    }

    private JsonNode part(JsonNode schema, Set<String> hiddenAbove) {
        if (schema.isBoolean()) {
            return schema;
        }
        if (schema.has("$ref") && is30) {
            return part(at(schema), hiddenAbove);
        }
        Set<String> hidden = new HashSet<>(hiddenAbove);
        hidden.addAll(hidden(schema));
        ObjectNode out = NODES.objectNode();
        ArrayNode more = NODES.arrayNode();
        schema.properties().forEach(entry -> keyword(entry.getKey(), entry.getValue(), schema, hidden, out, more));
        ObjectNode all = more.isEmpty() ? out : NODES.objectNode().set("allOf", more.add(out));
        return schema.path("type").isString() ? all : orNull(schema, all);
    }

    /// @param more what must hold besides `out`
    private void keyword(
            String keyword, JsonNode value, JsonNode schema, Set<String> hidden, ObjectNode out, ArrayNode more) {
        switch (keyword) {
            case "readOnly", "writeOnly", "nullable" -> {}
            case "$ref" -> more.add(part(at(schema), hidden));
            case "type" -> {
                boolean orNull = is30 && schema.path("nullable").asBoolean(false);
                out.set(keyword, orNull ? NODES.arrayNode().add(value).add("null") : value);
            }
            case "format" -> format(value.stringValue(), out);
            case "exclusiveMinimum", "exclusiveMaximum" -> {
                if (!is30) {
                    out.set(keyword, value);
                } else if (value.booleanValue()) {
                    out.set(keyword, schema.path(keyword.equals("exclusiveMinimum") ? "minimum" : "maximum"));
                }
            }
            case "required" -> {
                ArrayNode names = out.putArray(keyword);
                value.forEach(name -> {
                    if (!hidden.contains(name.stringValue())) {
                        names.add(name);
                    }
                });
            }
            case "properties", "patternProperties" -> {
                ObjectNode properties = out.putObject(keyword);
                value.properties().forEach(property -> {
                    boolean never = keyword.equals("properties") && isHidden(property.getValue());
                    properties.set(property.getKey(), never ? BooleanNode.FALSE : place(property.getValue()));
                });
            }
            case "items", "additionalProperties" ->
                out.set(keyword, value.isObject() && value.isEmpty() ? BooleanNode.TRUE : place(value));
            case "prefixItems" -> {
                ArrayNode items = out.putArray(keyword);
                value.forEach(item -> items.add(place(item)));
            }
            case "allOf", "anyOf", "oneOf" -> {
                ArrayNode parts = out.putArray(keyword);
                value.forEach(one -> parts.add(part(one, hidden)));
            }
            case "then", "else" -> out.set(keyword, part(value, hidden));
            default -> out.set(keyword, value);
        }
    }

    private static void format(String format, ObjectNode out) {
        String pattern = FORMATS.get(format);
        if (pattern != null) {
            out.put("pattern", pattern);
        }
        if (format.equals("int32") || format.equals("int64")) {
            boolean small = format.equals("int32");
            ObjectNode range = NODES.objectNode();
            range.put("minimum", small ? Integer.MIN_VALUE : Long.MIN_VALUE);
            range.put("maximum", small ? Integer.MAX_VALUE : Long.MAX_VALUE);
            out.putArray("allOf").add(range);
        }
    }

    private JsonNode orNull(JsonNode schema, ObjectNode out) {
        if (!is30 || !schema.path("nullable").asBoolean(false)) {
            return out;
        }
        ObjectNode either = NODES.objectNode();
        either.putArray("anyOf").add(NODES.objectNode().put("type", "null")).add(out);
        return either;
    }

    /// Names that this side does not send, and so need not send either.
    private Set<String> hidden(JsonNode schema) {
        Set<String> hidden = new HashSet<>();
        if (schema.has("$ref")) {
            hidden.addAll(hidden(at(schema)));
        }
        if (schema.has("$ref") && is30) {
            return hidden;
        }
        schema.path("allOf").forEach(part -> hidden.addAll(hidden(part)));
        schema.path("properties").properties().forEach(property -> {
            if (isHidden(property.getValue())) {
                hidden.add(property.getKey());
            }
        });
        return hidden;
    }

    private boolean isHidden(JsonNode property) {
        return property.path(notSent).asBoolean(false) || (property.has("$ref") && isHidden(at(property)));
    }

    private static Set<String> says(JsonNode schema, String besides) {
        Set<String> says = new HashSet<>(schema.propertyNames());
        says.removeAll(Set.of(besides, "readOnly", "writeOnly", "nullable"));
        return says;
    }
}
