package io.levee.adapters.contract;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// References of a description, as tests follow them.
final class Refs {
    private Refs() {}

    static JsonNode resolved(JsonNode document, JsonNode node) {
        JsonNode at = node;
        Set<String> seen = new HashSet<>();
        while (at.path("$ref").isString() && seen.add(at.path("$ref").stringValue())) {
            at = document.at(pointer(at.path("$ref").stringValue()));
        }
        return at;
    }

    static String pointer(String reference) {
        String raw = reference.substring(1);
        return raw.indexOf('%') < 0 ? raw : URLDecoder.decode(raw.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
