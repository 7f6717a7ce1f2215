package io.levee.adapters.contract;

import io.levee.facts.ContractFact.Side;
import java.util.HashSet;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Properties that one side does not send: `readOnly` in a request, `writeOnly` in an answer.
final class Hidden {
    /// What [SchemaCheck] reads back: a property that this side may not send.
    static final String MARK = "$comment";
    /// Schemas that are looked at for what they hide, again for each that they are a part of.
    private static final int LOOKS_MAX = 200_000;

    private final Document document;
    private final Side side;
    private int looks;

    Hidden(Document document, Side side) {
        this.document = document;
        this.side = side;
    }

    /// Names of properties that this side does not send, in any of these parts of a value.
    Set<String> of(JsonNode... parts) {
        Set<String> hidden = new HashSet<>();
        for (JsonNode part : parts) {
            hide(part, hidden, new HashSet<>());
        }
        return hidden;
    }

    /// Adds the names of properties that this side does not send.
    private void hide(JsonNode schema, Set<String> hidden, Set<String> seen) {
        if (++looks > LOOKS_MAX) {
            throw new Unreadable("schemas are parts of parts more than %d times".formatted(LOOKS_MAX));
        }
        if (schema.path("$ref").isString()) {
            String pointer = Document.pointer(schema.path("$ref").stringValue());
            if (seen.add(pointer)) {
                hide(document.at(pointer), hidden, seen);
            }
        }
        schema.path("allOf").forEach(part -> hide(part, hidden, seen));
        schema.path("properties").properties().forEach(property -> {
            if (isNotSent(property.getValue())) {
                hidden.add(property.getKey());
            }
        });
    }

    boolean isNotSent(JsonNode property) {
        String mark = side == Side.REQUEST ? "readOnly" : "writeOnly";
        if (property.path(mark).asBoolean(false)) {
            return true;
        }
        return property.path("$ref").isString()
                && document.resolved(property).path(mark).asBoolean(false);
    }

    /// A property that this side may not send, marked for [SchemaCheck].
    ObjectNode never() {
        ObjectNode never = JsonNodeFactory.instance.objectNode();
        never.put(MARK, side == Side.REQUEST ? "readOnly" : "writeOnly");
        never.putObject("not");
        return never;
    }

    /// What this side does not send, it need not send either, whichever part of the value asks for it.
    static void prune(ObjectNode out, Set<String> hidden) {
        if (!out.path("required").isArray()) {
            return;
        }
        ArrayNode needed = JsonNodeFactory.instance.arrayNode();
        out.path("required").forEach(name -> {
            if (!hidden.contains(name.asString(""))) {
                needed.add(name);
            }
        });
        out.set("required", needed);
    }
}
