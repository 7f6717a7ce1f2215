package io.levee.adapters.contract;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// Finds schemas that describe a value by themselves: `A` is `A` or text. No value ever ends such a circle, as the
/// properties of a body end one that leads through them.
final class Circles {
    private static final List<String> SAME_VALUE = List.of("then", "else", "if", "not");

    private final JsonNode defs;
    /// False while it is being looked at, true once it was.
    private final Map<String, Boolean> looked = new HashMap<>();

    private Circles(JsonNode defs) {
        this.defs = defs;
    }

    /// Throws [Unreadable] where there is one.
    static void refuse(JsonNode defs) {
        Circles circles = new Circles(defs);
        defs.propertyNames().forEach(circles::visit);
    }

    private void visit(String name) {
        Boolean done = looked.putIfAbsent(name, false);
        if (Boolean.FALSE.equals(done)) {
            throw new Unreadable("a schema describes its value by itself");
        }
        if (done == null) {
            follow(defs.path(name));
            looked.put(name, true);
        }
    }

    private void follow(JsonNode schema) {
        if (!schema.isObject()) {
            return;
        }
        String ref = schema.path("$ref").asString("");
        if (!ref.isEmpty()) {
            visit(ref.substring("#/$defs/".length()));
        }
        for (String keyword : SchemaKeywords.SAME_LIST) {
            schema.path(keyword).forEach(this::follow);
        }
        schema.path("dependentSchemas").forEach(this::follow);
        for (String keyword : SAME_VALUE) {
            follow(schema.path(keyword));
        }
    }
}
