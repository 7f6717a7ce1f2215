package io.levee.adapters.contract;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// The examples that a description gives of a parameter or a body.
final class Examples {
    private Examples() {}

    static List<JsonNode> of(JsonNode document, JsonNode described) {
        List<JsonNode> examples = new ArrayList<>();
        if (described.has("example")) {
            examples.add(described.path("example"));
        }
        for (JsonNode named : described.path("examples")) {
            JsonNode example = Refs.resolved(document, named);
            if (example.has("value")) {
                examples.add(example.path("value"));
            }
        }
        return examples;
    }
}
