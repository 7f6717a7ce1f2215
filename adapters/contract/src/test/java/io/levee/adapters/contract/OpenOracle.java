package io.levee.adapters.contract;

import dev.harrel.jsonschema.Validator;
import dev.harrel.jsonschema.ValidatorFactory;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// What another library says of a value and a schema as JSON Schema reads it: what nobody declares is allowed, and
/// formats are hints. Tells what a generator or an example did wrong from what the product does wrong.
final class OpenOracle {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final URI SCHEMA = URI.create("https://oracle.example/open");
    private static final Set<String> NAMED = Set.of("properties", "patternProperties", "dependentSchemas");
    private static final Set<String> LEFT_OUT = Set.of(
            "description",
            "title",
            "example",
            "examples",
            "default",
            "discriminator",
            "xml",
            "externalDocs",
            "format",
            "nullable",
            "readOnly",
            "writeOnly",
            "deprecated",
            "$id",
            "$schema",
            "$anchor");

    private final JsonNode document;
    private final boolean is30;
    private final String hiding;
    private final ObjectNode defs = NODES.objectNode();
    private final Map<String, String> names = new HashMap<>();
    private final Deque<String> waiting = new ArrayDeque<>();
    private final Validator validator;

    OpenOracle(JsonNode document, JsonNode schema, String hiding) {
        this.document = document;
        this.is30 = document.path("openapi").asString("").startsWith("3.0");
        this.hiding = hiding;
        ObjectNode root = NODES.objectNode();
        root.putArray("allOf").add(written(schema));
        while (!waiting.isEmpty()) {
            String pointer = waiting.remove();
            defs.set(Objects.requireNonNull(names.get(pointer)), written(document.at(pointer)));
        }
        root.set("$defs", defs);
        validator = new ValidatorFactory().withDisabledSchemaValidation(true).createValidator();
        validator.registerSchema(SCHEMA, root.toString());
    }

    boolean accepts(JsonNode value) {
        try {
            return validator.validate(SCHEMA, value.toString()).isValid();
        } catch (StackOverflowError e) {
            return false;
        }
    }

    private JsonNode written(JsonNode schema) {
        if (!schema.isObject()) {
            return schema.isNull() ? NODES.objectNode() : schema;
        }
        ObjectNode out = NODES.objectNode();
        if (schema.path("$ref").isString()) {
            String pointer = Refs.pointer(schema.path("$ref").stringValue());
            String name = names.get(pointer);
            if (name == null) {
                name = "d" + names.size();
                names.put(pointer, name);
                waiting.add(pointer);
            }
            out.put("$ref", "#/$defs/" + name);
            if (is30) {
                return out;
            }
        }
        for (Map.Entry<String, JsonNode> entry : schema.properties()) {
            keyword(schema, entry.getKey(), entry.getValue(), out);
        }
        String kind = schema.path("discriminator").path("propertyName").asString("");
        if (!kind.isEmpty()) {
            out.withArray("allOf").addObject().putArray("required").add(kind); // OpenAPI asks for it
        }
        boolean nullable = is30 && schema.path("nullable").asBoolean(false);
        if (nullable) {
            ObjectNode either = NODES.objectNode();
            either.putArray("anyOf").add(NODES.objectNode().put("type", "null")).add(out);
            return either;
        }
        return out;
    }

    private void keyword(JsonNode schema, String keyword, JsonNode value, ObjectNode out) {
        if (keyword.equals("$ref") || LEFT_OUT.contains(keyword) || keyword.startsWith("x-")) {
            return;
        }
        if (keyword.startsWith("exclusiveM") && value.isBoolean()) {
            String limit = keyword.equals("exclusiveMinimum") ? "minimum" : "maximum";
            if (value.booleanValue() && schema.has(limit)) {
                out.set(keyword, schema.path(limit));
            }
        } else if (keyword.equals("required") && value.isArray()) {
            Set<String> hidden = new HashSet<>();
            hidden(document, schema, hidden, 0);
            ArrayNode needed = out.putArray("required");
            value.forEach(name -> {
                if (!hidden.contains(name.asString(""))) {
                    needed.add(name);
                }
            });
        } else if (keyword.equals("enum") || keyword.equals("const")) {
            out.set(keyword, value);
        } else if (NAMED.contains(keyword)) {
            ObjectNode map = out.putObject(keyword);
            value.properties().forEach(entry -> map.set(entry.getKey(), written(entry.getValue())));
        } else if (value.isArray()) {
            ArrayNode list = out.putArray(keyword);
            value.forEach(one -> list.add(written(one)));
        } else {
            out.set(keyword, written(value));
        }
    }

    /// Names of properties that this side need not send.
    private void hidden(JsonNode root, JsonNode schema, Set<String> hidden, int depth) {
        JsonNode at = Refs.resolved(root, schema);
        at.path("properties").properties().forEach(entry -> {
            boolean here = entry.getValue().path(hiding).asBoolean(false);
            if (here || Refs.resolved(root, entry.getValue()).path(hiding).asBoolean(false)) {
                hidden.add(entry.getKey());
            }
        });
        if (depth < 10) {
            at.path("allOf").forEach(part -> hidden(root, part, hidden, depth + 1));
        }
    }
}
