package io.levee.adapters.contract;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// What several parts of one value say of the same property: `data` is a list, says the wrapper, and a list of
/// stations, says who uses it. Such a property is closed once, over all that is said of it, and in no part by itself.
/// A property of alternatives only is not shared: each of them is closed by itself.
final class Shared {
    private static final int LOOKS_MAX = 20_000;
    private static final List<String> ALTERNATIVES = List.of("anyOf", "oneOf");

    private record Said(Set<JsonNode> always, Set<JsonNode> sometimes) {
        Said() {
            this(new LinkedHashSet<>(), new LinkedHashSet<>());
        }

        boolean isShared() {
            return !always.isEmpty() && always.size() + sometimes.size() > 1;
        }

        /// All that is always said, and any of what is said sometimes.
        JsonNode together() {
            JsonNodeFactory nodes = JsonNodeFactory.instance;
            ObjectNode all = nodes.objectNode();
            all.set("allOf", nodes.arrayNode().addAll(always));
            if (!sometimes.isEmpty()) {
                ArrayNode some = nodes.arrayNode().addAll(sometimes);
                all.set("anyOf", some.add(nodes.objectNode()));
            }
            return all;
        }
    }

    private final Document document;
    private final Predicate<JsonNode> isNotSent;
    private final Map<String, Said> said = new LinkedHashMap<>();
    private final Said ofItems = new Said();
    private final Set<String> seen = new HashSet<>();
    private int looks;

    private Shared(Document document, Predicate<JsonNode> isNotSent) {
        this.document = document;
        this.isNotSent = isNotSent;
    }

    /// @param parts     of one value
    /// @param isNotSent of a property: what is refused in one part needs no closing
    static Shared by(Document document, Predicate<JsonNode> isNotSent, JsonNode... parts) {
        Shared shared = new Shared(document, isNotSent);
        for (JsonNode part : parts) {
            shared.look(part, true);
        }
        shared.said.values().removeIf(it -> !it.isShared());
        return shared;
    }

    /// Whether a schema describes this property, in any part of it.
    static boolean describes(Document document, JsonNode schema, String property) {
        Shared shared = new Shared(document, _ -> false);
        shared.look(schema, true);
        return shared.said.containsKey(property);
    }

    boolean isEmpty() {
        return said.isEmpty() && !hasItems();
    }

    boolean hasItems() {
        return ofItems.isShared();
    }

    Set<String> names() {
        return Set.copyOf(said.keySet());
    }

    /// By name, all that is said of it.
    Map<String, JsonNode> properties() {
        Map<String, JsonNode> all = new TreeMap<>();
        said.forEach((name, it) -> all.put(name, it.together()));
        return all;
    }

    Optional<JsonNode> items() {
        return hasItems() ? Optional.of(ofItems.together()) : Optional.empty();
    }

    private void look(JsonNode schema, boolean always) {
        if (!schema.isObject()) {
            return;
        }
        if (++looks > LOOKS_MAX) {
            throw new Unreadable("schemas are parts of parts more than %d times".formatted(LOOKS_MAX));
        }
        if (schema.path("$ref").isString()) {
            String pointer = Document.pointer(schema.path("$ref").stringValue());
            if (seen.add(pointer + always)) {
                look(document.at(pointer), always);
            }
            if (document.is30()) {
                return;
            }
        }
        schema.path("properties").properties().forEach(property -> {
            if (!isNotSent.test(property.getValue())) {
                Said here = said.computeIfAbsent(property.getKey(), _ -> new Said());
                (always ? here.always() : here.sometimes()).add(property.getValue());
            }
        });
        if (schema.path("items").isObject()) {
            (always ? ofItems.always() : ofItems.sometimes()).add(schema.path("items"));
        }
        schema.path("allOf").forEach(part -> look(part, always));
        for (String alternatives : ALTERNATIVES) {
            schema.path(alternatives).forEach(part -> look(part, false));
        }
        schema.path("dependentSchemas").forEach(part -> look(part, false));
        SchemaKeywords.SAME.forEach(keyword -> look(schema.path(keyword), false));
    }
}
