package io.levee.adapters.contract;

import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Alternatives that say by a required property which kind they are: `object: { enum: [charge] }`. A value of another
/// kind is told by that property alone, and not looked through as each of forty kinds. Says nothing that the
/// alternative does not say by itself.
///
/// @param document what references lead into
record Kinds(Document document) {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /// @param hidden  what need not be there on this side
    /// @param written the alternative, as it is compiled
    JsonNode guarded(JsonNode branch, Set<String> hidden, JsonNode written) {
        Optional<ObjectNode> kind = kind(document.resolved(branch), hidden);
        if (kind.isEmpty()) {
            return written;
        }
        ObjectNode guarded = NODES.objectNode();
        guarded.set("if", kind.get());
        guarded.set("then", written);
        return guarded.set("else", kind.get().deepCopy());
    }

    private Optional<ObjectNode> kind(JsonNode schema, Set<String> hidden) {
        for (JsonNode name : schema.path("required")) {
            JsonNode property = schema.path("properties").path(name.asString(""));
            JsonNode values = document.resolved(property);
            boolean open = hidden.contains(name.asString(""))
                    || hides(property)
                    || hides(values)
                    || values.path("nullable").asBoolean(false);
            if (!open && values.path("enum").isArray()) {
                return Optional.of(kind(name, values.path("enum")));
            }
            if (!open && !document.is30() && values.has("const")) {
                return Optional.of(kind(name, NODES.arrayNode().add(values.path("const"))));
            }
        }
        return Optional.empty();
    }

    private static boolean hides(JsonNode property) {
        return property.path("readOnly").asBoolean(false)
                || property.path("writeOnly").asBoolean(false);
    }

    private static ObjectNode kind(JsonNode name, JsonNode values) {
        ObjectNode kind = NODES.objectNode();
        kind.set("required", NODES.arrayNode().add(name));
        kind.putObject("properties").putObject(name.asString("")).set("enum", values);
        return kind;
    }
}
