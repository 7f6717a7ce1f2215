package io.levee.adapters.contract;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// Text that a parameter sends as the value that its schema means: `7` is a number where a number may be, and a string
/// where only a string may. Nothing else is made of it: `1` is no boolean, and ` 7` no number.
final class Coercion {
    private static final Pattern NUMBER =
            Pattern.compile("-?(?:0|[1-9][0-9]{0,60})(?:\\.[0-9]{1,60})?(?:[eE][+-]?[0-9]{1,3})?");
    private static final Set<String> ALL = Set.of("string", "number", "integer", "boolean", "array", "object");

    private final Document document;

    Coercion(Document document) {
        this.document = document;
    }

    JsonNode value(String text, JsonNode schema) {
        Optional<JsonNode> listed = listed(text, schema);
        if (listed.isPresent()) {
            return listed.get();
        }
        Set<String> types = types(schema);
        boolean number = types.contains("number") || types.contains("integer");
        if (number && NUMBER.matcher(text).matches()) {
            return JsonNodeFactory.instance.numberNode(new BigDecimal(text));
        }
        if (types.contains("boolean") && (text.equals("true") || text.equals("false"))) {
            return JsonNodeFactory.instance.booleanNode(text.equals("true"));
        }
        return JsonNodeFactory.instance.stringNode(text);
    }

    /// What a value may be, as far as the schema says.
    Set<String> types(JsonNode schema) {
        return types(schema, seen());
    }

    /// The schema of a property, or of what stands for all that have none.
    JsonNode property(JsonNode schema, String name) {
        return property(schema, name, seen()).orElseGet(() -> JsonNodeFactory.instance.objectNode());
    }

    JsonNode items(JsonNode schema) {
        return found(schema, "items", seen()).orElseGet(() -> JsonNodeFactory.instance.objectNode());
    }

    private Set<String> types(JsonNode schema, Set<JsonNode> seen) {
        JsonNode at = document.resolved(schema);
        Set<String> types = new HashSet<>();
        if (!seen.add(at)) {
            return ALL;
        }
        JsonNode type = at.path("type");
        if (type.isString()) {
            return Set.of(type.stringValue());
        }
        if (type.isArray()) {
            type.forEach(one -> types.add(one.asString("")));
            return types;
        }
        Set<String> both = new HashSet<>(ALL);
        at.path("allOf").forEach(part -> both.retainAll(types(part, seen)));
        for (String alternatives : new String[] {"oneOf", "anyOf"}) {
            Set<String> some = new HashSet<>();
            at.path(alternatives).forEach(part -> some.addAll(types(part, seen)));
            if (at.path(alternatives).isArray()) {
                both.retainAll(some);
            }
        }
        return both;
    }

    /// The member of an `enum`, or the `const`, that this text writes.
    private Optional<JsonNode> listed(String text, JsonNode schema) {
        JsonNode at = document.resolved(schema);
        if (at.has("const") && at.path("const").asString("").equals(text)) {
            return Optional.of(at.path("const"));
        }
        for (JsonNode member : at.path("enum")) {
            if (!member.isContainer() && !member.isNull() && member.asString("").equals(text)) {
                return Optional.of(member);
            }
        }
        return Optional.empty();
    }

    private Optional<JsonNode> property(JsonNode schema, String name, Set<JsonNode> seen) {
        JsonNode at = document.resolved(schema);
        if (!seen.add(at)) {
            return Optional.empty();
        }
        if (at.path("properties").has(name)) {
            return Optional.of(at.path("properties").path(name));
        }
        for (String keyword : new String[] {"allOf", "anyOf", "oneOf"}) {
            for (JsonNode part : at.path(keyword)) {
                Optional<JsonNode> found = property(part, name, seen);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return at.path("additionalProperties").isObject()
                ? Optional.of(at.path("additionalProperties"))
                : Optional.empty();
    }

    private Optional<JsonNode> found(JsonNode schema, String keyword, Set<JsonNode> seen) {
        JsonNode at = document.resolved(schema);
        if (!seen.add(at)) {
            return Optional.empty();
        }
        if (at.path(keyword).isObject()) {
            return Optional.of(at.path(keyword));
        }
        for (JsonNode part : at.path("allOf")) {
            Optional<JsonNode> found = found(part, keyword, seen);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /// Nodes that are equal are not the same: only a circle comes back to one.
    private static Set<JsonNode> seen() {
        return Collections.newSetFromMap(new IdentityHashMap<>());
    }
}
