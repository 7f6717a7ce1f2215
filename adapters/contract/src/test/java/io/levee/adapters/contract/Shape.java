package io.levee.adapters.contract;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.MissingNode;

/// What all parts of a schema ask of one value together, with one alternative chosen where there are several.
final class Shape {
    private static final int DEPTH_MAX = 40;
    private static final List<String> TYPES = List.of("object", "array", "string", "integer", "number", "boolean");

    final Map<String, List<JsonNode>> properties = new LinkedHashMap<>();
    /// Properties that a discriminator names the value of.
    final Map<String, JsonNode> fixed = new HashMap<>();
    final Set<String> required = new LinkedHashSet<>();
    final List<JsonNode> items = new ArrayList<>();
    final List<JsonNode> prefix = new ArrayList<>();
    final List<String> patterns = new ArrayList<>();
    /// Of `enum` and `const`; empty where there are none.
    List<JsonNode> listed = List.of();
    JsonNode others = MissingNode.getInstance();
    String format = "";
    int minItems;
    int maxItems = Integer.MAX_VALUE;
    int minLength;
    int maxLength = Integer.MAX_VALUE;
    int minProperties;
    int maxProperties = Integer.MAX_VALUE;
    boolean unique;
    boolean leastExcluded;
    boolean mostExcluded;

    @Nullable
    BigDecimal least;

    @Nullable
    BigDecimal most;

    @Nullable
    BigDecimal multipleOf;

    private final JsonNode document;
    private final boolean is30;
    private final Random random;
    private @Nullable Set<String> types;
    private final Set<String> hinted = new LinkedHashSet<>();
    private boolean nullable = true;

    Shape(JsonNode document, boolean is30, Random random) {
        this.document = document;
        this.is30 = is30;
        this.random = random;
    }

    boolean mayBeNull() {
        return nullable && (types == null ? false : types.contains("null") || is30);
    }

    String type() {
        Set<String> mayBe = types == null ? hinted : types;
        List<String> some = new ArrayList<>(mayBe);
        if (some.size() > 1) {
            some.remove("null");
        }
        for (String type : TYPES) {
            if (hinted.contains(type) && some.contains(type)) {
                return type;
            }
        }
        return some.isEmpty() ? (types == null ? "string" : "nothing") : some.get(random.nextInt(some.size()));
    }

    void add(JsonNode schema, int depth) {
        if (depth > DEPTH_MAX) {
            throw new HonestValues.NotMade("a circle of parts");
        }
        if (schema.isBoolean()) {
            return;
        }
        if (schema.path("$ref").isString()) {
            String pointer = Refs.pointer(schema.path("$ref").stringValue());
            add(document.at(pointer), depth + 1);
            itself(document.at(pointer), pointer);
            if (is30) {
                return;
            }
        }
        keywords(schema);
        schema.path("allOf").forEach(part -> add(part, depth + 1));
        alternatives(schema, "oneOf", depth);
        alternatives(schema, "anyOf", depth);
        boolean carries = is30
                ? schema.path("nullable").asBoolean(false)
                : !schema.has("type") || typesOf(schema.path("type")).contains("null");
        nullable &= carries;
    }

    private void alternatives(JsonNode schema, String keyword, int depth) {
        JsonNode all = schema.path(keyword);
        if (!all.isArray() || all.isEmpty()) {
            return;
        }
        JsonNode chosen = all.get(random.nextInt(all.size()));
        add(chosen, depth + 1);
        String property = schema.path("discriminator").path("propertyName").asString("");
        if (!property.isEmpty() && chosen.path("$ref").isString()) {
            fix(
                    schema.path("discriminator"),
                    property,
                    Refs.pointer(chosen.path("$ref").stringValue()));
        }
    }

    /// A schema with a discriminator and no alternatives is itself, and not one of those that build on it.
    private void itself(JsonNode schema, String pointer) {
        String property = schema.path("discriminator").path("propertyName").asString("");
        if (!property.isEmpty() && !schema.has("oneOf") && !schema.has("anyOf") && !fixed.containsKey(property)) {
            fix(schema.path("discriminator"), property, pointer);
        }
    }

    private void fix(JsonNode discriminator, String property, String pointer) {
        String name = pointer.substring(pointer.lastIndexOf('/') + 1);
        for (Map.Entry<String, JsonNode> entry : discriminator.path("mapping").properties()) {
            String target = entry.getValue().asString("");
            if (target.equals("#" + pointer) || target.equals(name)) {
                fixed.put(property, JsonNodeFactory.instance.stringNode(entry.getKey()));
                return;
            }
        }
        fixed.put(property, JsonNodeFactory.instance.stringNode(name));
    }

    private void keywords(JsonNode schema) {
        if (schema.has("type")) {
            narrow(typesOf(schema.path("type")));
        }
        schema.path("properties")
                .properties()
                .forEach(entry -> properties
                        .computeIfAbsent(entry.getKey(), _ -> new ArrayList<>())
                        .add(entry.getValue()));
        schema.path("required").forEach(name -> required.add(name.asString("")));
        hint(schema, "object", "properties", "required", "additionalProperties");
        hint(schema, "array", "items", "prefixItems", "minItems", "maxItems");
        hint(schema, "string", "pattern", "minLength", "maxLength", "format");
        hint(schema, "number", "minimum", "maximum", "multipleOf");
        if (schema.has("additionalProperties")) {
            others = others.isBoolean() && !others.booleanValue() ? others : schema.path("additionalProperties");
        }
        if (schema.path("items").isObject()) {
            items.add(schema.path("items"));
        }
        schema.path("prefixItems").forEach(prefix::add);
        if (schema.path("pattern").isString()) {
            patterns.add(schema.path("pattern").stringValue());
        }
        format = schema.path("format").asString(format);
        unique |= schema.path("uniqueItems").asBoolean(false);
        minItems = Math.max(minItems, limit(schema, "minItems", 0));
        maxItems = Math.min(maxItems, limit(schema, "maxItems", Integer.MAX_VALUE));
        minLength = Math.max(minLength, limit(schema, "minLength", 0));
        maxLength = Math.min(maxLength, limit(schema, "maxLength", Integer.MAX_VALUE));
        minProperties = Math.max(minProperties, limit(schema, "minProperties", 0));
        maxProperties = Math.min(maxProperties, limit(schema, "maxProperties", Integer.MAX_VALUE));
        listed(schema);
        range(schema);
    }

    private void hint(JsonNode schema, String type, String... keywords) {
        for (String keyword : keywords) {
            if (schema.has(keyword)) {
                hinted.add(type);
            }
        }
    }

    private void listed(JsonNode schema) {
        List<JsonNode> here = new ArrayList<>();
        schema.path("enum").forEach(here::add);
        if (schema.has("const") && !is30) {
            here.add(schema.path("const"));
        }
        if (here.isEmpty()) {
            return;
        }
        if (!listed.isEmpty()) {
            here.retainAll(new HashSet<>(listed));
            if (here.isEmpty()) {
                throw new HonestValues.NotMade("no value is in both lists");
            }
        }
        listed = here;
    }

    private void range(JsonNode schema) {
        if (schema.path("minimum").isNumber()) {
            least(
                    schema.path("minimum").decimalValue(),
                    is30 && schema.path("exclusiveMinimum").asBoolean(false));
        }
        if (schema.path("maximum").isNumber()) {
            most(
                    schema.path("maximum").decimalValue(),
                    is30 && schema.path("exclusiveMaximum").asBoolean(false));
        }
        if (schema.path("exclusiveMinimum").isNumber()) {
            least(schema.path("exclusiveMinimum").decimalValue(), true);
        }
        if (schema.path("exclusiveMaximum").isNumber()) {
            most(schema.path("exclusiveMaximum").decimalValue(), true);
        }
        if (schema.path("multipleOf").isNumber()) {
            multipleOf = schema.path("multipleOf").decimalValue();
        }
    }

    private void least(BigDecimal value, boolean excluded) {
        if (least == null || value.compareTo(Objects.requireNonNull(least)) >= 0) {
            least = value;
            leastExcluded = excluded;
        }
    }

    private void most(BigDecimal value, boolean excluded) {
        if (most == null || value.compareTo(Objects.requireNonNull(most)) <= 0) {
            most = value;
            mostExcluded = excluded;
        }
    }

    private void narrow(Set<String> to) {
        if (types == null) {
            types = to;
            return;
        }
        Set<String> both = new LinkedHashSet<>();
        for (String type : Objects.requireNonNull(types)) {
            if (to.contains(type)) {
                both.add(type);
            } else if (type.equals("number") && to.contains("integer")) {
                both.add("integer");
            } else if (type.equals("integer") && to.contains("number")) {
                both.add("integer");
            }
        }
        types = both;
    }

    private static Set<String> typesOf(JsonNode type) {
        Set<String> types = new LinkedHashSet<>();
        if (type.isString()) {
            types.add(type.stringValue());
        }
        type.forEach(one -> types.add(one.asString("")));
        return types;
    }

    private static int limit(JsonNode schema, String keyword, int otherwise) {
        JsonNode value = schema.path(keyword);
        return value.isNumber() ? (int) Math.min(Integer.MAX_VALUE, value.asLong(otherwise)) : otherwise;
    }
}
