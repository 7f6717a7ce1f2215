package io.levee.adapters.contract;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// Finds which schema a `discriminator` means for which value: those of its `oneOf` or `anyOf`, else the schema itself
/// and all that build on it by `allOf`.
final class Discriminators {
    private static final String SCHEMAS = "/components/schemas";

    /// @param values   of the property that means this alternative
    /// @param isItself the schema that has the discriminator, among those that build on it
    record Branch(String pointer, Set<String> values, boolean isItself) {}

    private final Document document;
    /// Who builds on whom by `allOf`; empty until somebody asks.
    private final Map<String, List<String>> children = new HashMap<>();

    Discriminators(Document document) {
        this.document = document;
    }

    /// Empty where the schema has none, or one that nothing follows.
    ///
    /// @param pointer where the schema stands, if that is known
    Optional<List<Branch>> branches(JsonNode schema, Optional<String> pointer) {
        JsonNode discriminator = schema.path("discriminator");
        if (!discriminator.path("propertyName").isString()) {
            return Optional.empty();
        }
        Map<String, Set<String>> values = new LinkedHashMap<>();
        JsonNode listed = schema.has("oneOf") ? schema.path("oneOf") : schema.path("anyOf");
        if (listed.isArray()) {
            for (JsonNode branch : listed) {
                if (!branch.path("$ref").isString()) {
                    return Optional.empty(); // only a name can be discriminated
                }
                add(values, Document.pointer(branch.path("$ref").stringValue()));
            }
        } else if (pointer.isPresent()) {
            add(values, pointer.get());
            heirs(pointer.get()).forEach(heir -> add(values, heir));
        } else {
            return Optional.empty();
        }
        discriminator.path("mapping").properties().forEach(entry -> {
            String target = entry.getValue().asString("");
            String to = target.startsWith("#/") ? Document.pointer(target) : SCHEMAS + "/" + escaped(target);
            Set<String> known = values.get(to);
            if (known != null) {
                known.add(entry.getKey());
            }
        });
        List<Branch> branches = new ArrayList<>();
        values.forEach((to, names) -> branches.add(
                new Branch(to, names, pointer.isPresent() && pointer.get().equals(to))));
        return Optional.of(branches);
    }

    private static void add(Map<String, Set<String>> values, String pointer) {
        String name = pointer.substring(pointer.lastIndexOf('/') + 1);
        values.computeIfAbsent(pointer, _ -> new LinkedHashSet<>())
                .add(name.replace("~1", "/").replace("~0", "~"));
    }

    /// All schemas that have this one in their `allOf`, directly or not.
    private Set<String> heirs(String pointer) {
        if (children.isEmpty()) {
            findChildren();
        }
        Set<String> heirs = new LinkedHashSet<>();
        Deque<String> parents = new ArrayDeque<>(List.of(pointer));
        while (!parents.isEmpty()) {
            for (String child : children.getOrDefault(parents.remove(), List.of())) {
                if (!child.equals(pointer) && heirs.add(child)) {
                    parents.add(child);
                }
            }
        }
        return heirs;
    }

    private void findChildren() {
        for (Map.Entry<String, JsonNode> schema : document.root().at(SCHEMAS).properties()) {
            String at = SCHEMAS + "/" + escaped(schema.getKey());
            for (JsonNode part : schema.getValue().path("allOf")) {
                String ref = part.path("$ref").asString("");
                if (ref.startsWith("#")) {
                    children.computeIfAbsent(ref.substring(1), _ -> new ArrayList<>())
                            .add(at);
                }
            }
        }
    }

    private static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }
}
