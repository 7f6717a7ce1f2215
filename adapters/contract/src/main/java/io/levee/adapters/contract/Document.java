package io.levee.adapters.contract;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// An OpenAPI document with its references, which lead nowhere but into it.
///
/// @param is30 whether it is OpenAPI 3.0, whose schemas are a dialect of their own
record Document(JsonNode root, boolean is30) {
    private static final int STEPS_MAX = 16;

    static Document of(JsonNode root) {
        return new Document(root, root.path("openapi").asString("").startsWith("3.0"));
    }

    /// A node that is no reference any more; throws [Unreadable] where a reference leads nowhere.
    JsonNode resolved(JsonNode node) {
        JsonNode at = node;
        Set<String> seen = new HashSet<>();
        while (at.path("$ref").isString()) {
            String pointer = pointer(at.path("$ref").stringValue());
            if (!seen.add(pointer) || seen.size() > STEPS_MAX) {
                throw new Unreadable("`$ref: #%s` leads to itself".formatted(pointer));
            }
            at = at(pointer);
        }
        return at;
    }

    JsonNode at(String pointer) {
        JsonNode found = root.at(pointer);
        if (found.isMissingNode()) {
            throw new Unreadable("`$ref: #%s` leads nowhere".formatted(pointer));
        }
        return found;
    }

    /// The JSON pointer of a reference. Throws [Unreadable] where it names anything else.
    static String pointer(String reference) {
        if (!reference.startsWith("#/")) {
            throw new Unreadable("`$ref: %s` is no `#/components/…`".formatted(reference));
        }
        String raw = reference.substring(1);
        if (raw.indexOf('%') < 0) {
            return raw;
        }
        try {
            return URLDecoder.decode(raw.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new Unreadable("`$ref: %s` is not encoded as a reference is".formatted(reference));
        }
    }
}
