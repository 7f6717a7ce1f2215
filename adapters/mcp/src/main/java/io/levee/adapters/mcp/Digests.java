package io.levee.adapters.mcp;

import io.levee.catalog.Decoys;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// What of a definition a client and its model see, and the digest of that. What is not digested is not shown.
final class Digests {
    private static final Map<Kind, List<String>> SHOWN = Map.of(
            Kind.TOOL, List.of("name", "title", "description", "inputSchema", "outputSchema", "annotations"),
            Kind.PROMPT, List.of("name", "title", "description", "arguments"),
            Kind.RESOURCE, List.of("uri", "uriTemplate", "name", "title", "description", "mimeType"));

    private Digests() {}

    /// The part of a definition that a person approves.
    static ObjectNode shown(Kind kind, JsonNode definition) {
        ObjectNode shown = Wire.object();
        for (String key : SHOWN.getOrDefault(kind, List.of())) {
            JsonNode value = definition.get(key);
            if (value != null && !value.isNull()) {
                shown.set(key, value);
            }
        }
        return shown;
    }

    /// `sha256:` and hex, the same whatever the order of names and the spelling of numbers is.
    static String of(Kind kind, JsonNode definition) {
        return Decoys.digest(Wire.text(canonical(shown(kind, definition))));
    }

    /// Whether one stands for the other: the digest would not change.
    static boolean same(JsonNode one, JsonNode other) {
        return canonical(one).equals(canonical(other));
    }

    private static JsonNode canonical(JsonNode node) {
        if (node instanceof ObjectNode object) {
            Map<String, JsonNode> sorted = new TreeMap<>();
            object.properties().forEach(entry -> sorted.put(entry.getKey(), canonical(entry.getValue())));
            ObjectNode copy = Wire.object();
            sorted.forEach(copy::set);
            return copy;
        }
        if (node instanceof ArrayNode array) {
            ArrayNode copy = JsonNodeFactory.instance.arrayNode(array.size());
            array.forEach(item -> copy.add(canonical(item)));
            return copy;
        }
        if (node.isNumber()) {
            BigDecimal number = node.decimalValue();
            return JsonNodeFactory.instance.stringNode("#" + number.stripTrailingZeros());
        }
        return node.isString() ? JsonNodeFactory.instance.stringNode("=" + node.stringValue()) : node;
    }
}
