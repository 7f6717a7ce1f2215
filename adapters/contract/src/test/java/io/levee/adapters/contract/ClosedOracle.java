package io.levee.adapters.contract;

import dev.harrel.jsonschema.Validator;
import dev.harrel.jsonschema.ValidatorFactory;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
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

    /// Stands for `items` among names of properties.
    private static final String ITEMS = "*items*";

    private final Map<JsonNode, JsonNode> equal = new HashMap<>();
    private final JsonNode document;
    private final boolean is30;
    private final String notSent;
    private final ObjectNode defs = NODES.objectNode();
    private final IdentityHashMap<JsonNode, String> names = new IdentityHashMap<>();
    private final Deque<JsonNode> waiting = new ArrayDeque<>();
    private final IdentityHashMap<JsonNode, String> rawNames = new IdentityHashMap<>();
    private final Deque<JsonNode> rawWaiting = new ArrayDeque<>();
    private final Validator validator;

    /// @param hidden what this side need not send of the value
    /// @param shared what other parts of the value describe too
    /// @param always false for what is one alternative of several
    /// @param raw    whether nothing is closed
    private record Of(Set<String> hidden, Set<String> shared, boolean always, boolean raw) {
        Of with(Set<String> more) {
            return new Of(more, shared, always, raw);
        }

        Of sometimes() {
            return new Of(hidden, shared, false, raw);
        }
    }

    /// @param notSent `readOnly` or `writeOnly`
    ClosedOracle(JsonNode document, JsonNode schema, String notSent) {
        this.document = document;
        this.is30 = document.path("openapi").stringValue().startsWith("3.0");
        this.notSent = notSent;
        defs.set("any", NODES.objectNode().put("additionalProperties", false).set("items", ref("any")));
        ObjectNode root = place(schema);
        while (!waiting.isEmpty() || !rawWaiting.isEmpty()) {
            if (rawWaiting.isEmpty()) {
                JsonNode next = waiting.remove();
                defs.set(Objects.requireNonNull(names.get(next)), written(next));
            } else {
                JsonNode next = rawWaiting.remove();
                Of raw = new Of(Set.of(), Set.of(), true, true);
                defs.set(Objects.requireNonNull(rawNames.get(next)), part(next, raw));
            }
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

    private ObjectNode raw(JsonNode schema) {
        return ref(rawNames.computeIfAbsent(schema, it -> {
            rawWaiting.add(it);
            return "r" + rawNames.size();
        }));
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
            return closed(Set.of(), schema);
        }
        Set<String> beside = says(schema, "oneOf");
        ObjectNode rest = ((ObjectNode) schema.deepCopy()).remove(List.of("oneOf", "nullable"));
        ArrayNode alternatives = NODES.arrayNode();
        for (JsonNode branch : schema.path("oneOf")) {
            Set<String> hidden = new HashSet<>(hidden(rest));
            hidden.addAll(hidden(branch));
            alternatives.add(beside.isEmpty() ? place(branch) : closed(hidden, rest, branch));
        }
        return orNull(schema, NODES.objectNode().set("oneOf", alternatives));
    }

    /// Parts of one value. A property that a part describes and another one too is closed over what all say of it.
    private ObjectNode closed(Set<String> hidden, JsonNode... parts) {
        Map<String, ArrayNode> always = new TreeMap<>();
        Map<String, ArrayNode> sometimes = new TreeMap<>();
        for (JsonNode part : parts) {
            gather(part, always, sometimes, true);
        }
        ObjectNode shared = NODES.objectNode();
        always.forEach((name, all) -> {
            ArrayNode others = sometimes.getOrDefault(name, NODES.arrayNode());
            if (all.size() + others.size() > 1) {
                ObjectNode both = NODES.objectNode().set("allOf", all);
                shared.set(name, others.isEmpty() ? both : both.set("anyOf", others.add(NODES.objectNode())));
            }
        });
        Set<String> names = new HashSet<>(shared.propertyNames());
        ObjectNode closed = NODES.objectNode();
        ArrayNode list = closed.putArray("allOf");
        for (JsonNode part : parts) {
            list.add(part(part, new Of(hidden, names, true, false)));
        }
        if (!shared.isEmpty()) {
            ObjectNode all = list.addObject();
            shared.properties().forEach(entry -> {
                if (entry.getKey().equals(ITEMS)) {
                    all.set("items", made(entry.getValue()));
                } else {
                    all.withObjectProperty("properties").set(entry.getKey(), made(entry.getValue()));
                }
            });
        }
        closed.put("unevaluatedProperties", false);
        return closed.set("unevaluatedItems", ref("any"));
    }

    /// Made once for what is equal, or a circle of parts would never end.
    private ObjectNode made(JsonNode schema) {
        return place(equal.computeIfAbsent(schema, it -> it));
    }

    private void gather(
            JsonNode schema, Map<String, ArrayNode> always, Map<String, ArrayNode> sometimes, boolean holds) {
        if (schema.has("$ref")) {
            gather(at(schema), always, sometimes, holds);
            if (is30) {
                return;
            }
        }
        Map<String, ArrayNode> into = holds ? always : sometimes;
        schema.path("properties").properties().forEach(property -> {
            if (!isHidden(property.getValue())) {
                addNew(into, property.getKey(), property.getValue());
            }
        });
        if (schema.path("items").isObject()) {
            addNew(into, ITEMS, schema.path("items"));
        }
        schema.path("allOf").forEach(part -> gather(part, always, sometimes, holds));
        for (String some : List.of("anyOf", "oneOf")) {
            schema.path(some).forEach(part -> gather(part, always, sometimes, false));
        }
        for (String some : List.of("then", "else")) {
            if (schema.has(some)) {
                gather(schema.path(some), always, sometimes, false);
            }
        }
    }

    private static void addNew(Map<String, ArrayNode> into, String name, JsonNode schema) {
        ArrayNode list = into.computeIfAbsent(name, _ -> NODES.arrayNode());
        if (!list.values().contains(schema)) {
            list.add(schema);
        }
    }

    private JsonNode part(JsonNode schema, Of of) {
        if (schema.isBoolean()) {
            return schema;
        }
        if (schema.has("$ref") && is30) {
            return of.raw() ? raw(at(schema)) : part(at(schema), of);
        }
        Set<String> hidden = new HashSet<>(of.hidden());
        hidden.addAll(hidden(schema));
        ObjectNode out = NODES.objectNode();
        ArrayNode more = NODES.arrayNode();
        Of here = of.with(hidden);
        schema.properties().forEach(entry -> keyword(entry.getKey(), entry.getValue(), schema, here, out, more));
        ObjectNode all = more.isEmpty() ? out : NODES.objectNode().set("allOf", more.add(out));
        return schema.path("type").isString() ? all : orNull(schema, all);
    }

    private JsonNode inside(JsonNode schema, Of of) {
        return of.raw() ? raw(schema) : place(schema);
    }

    private JsonNode shared(JsonNode schema, Of of) {
        return of.always() ? BooleanNode.TRUE : raw(schema);
    }

    /// @param more what must hold besides `out`
    private void keyword(String keyword, JsonNode value, JsonNode schema, Of of, ObjectNode out, ArrayNode more) {
        switch (keyword) {
            case "readOnly", "writeOnly", "nullable" -> {}
            case "$ref" -> more.add(of.raw() ? raw(at(schema)) : part(at(schema), of));
            case "type" -> {
                boolean orNull = is30 && schema.path("nullable").asBoolean(false);
                out.set(keyword, orNull ? NODES.arrayNode().add(value).add("null") : value);
            }
            case "enum" -> {
                ArrayNode values = out.putArray(keyword);
                value.forEach(values::add);
                if (is30 && schema.path("nullable").asBoolean(false)) {
                    values.addNull();
                }
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
                    if (!of.hidden().contains(name.stringValue())) {
                        names.add(name);
                    }
                });
            }
            case "properties", "patternProperties" -> {
                ObjectNode properties = out.putObject(keyword);
                value.properties().forEach(property -> {
                    boolean own = keyword.equals("properties");
                    JsonNode it = property.getValue();
                    if (own && isHidden(it) && !of.raw()) {
                        properties.set(property.getKey(), BooleanNode.FALSE);
                    } else {
                        boolean others = own && of.shared().contains(property.getKey());
                        properties.set(property.getKey(), others ? shared(it, of) : inside(it, of));
                    }
                });
            }
            case "items", "additionalProperties" -> out.set(keyword, child(keyword, value, of));
            case "prefixItems" -> {
                ArrayNode items = out.putArray(keyword);
                value.forEach(item -> items.add(inside(item, of)));
            }
            case "allOf", "anyOf", "oneOf" -> {
                ArrayNode parts = out.putArray(keyword);
                value.forEach(one -> parts.add(part(one, keyword.equals("allOf") ? of : of.sometimes())));
            }
            case "then", "else" -> out.set(keyword, part(value, of.sometimes()));
            default -> out.set(keyword, value);
        }
    }

    private JsonNode child(String keyword, JsonNode value, Of of) {
        if (keyword.equals("items") && of.shared().contains(ITEMS) && value.isObject()) {
            return shared(value, of);
        }
        return value.isObject() && value.isEmpty() ? BooleanNode.TRUE : inside(value, of);
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
