package io.levee.adapters.models;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// What in messages a provider would fetch: an address that it would call, or something that it keeps. Whoever may
/// choose an address has told its owner something.
final class Fetched {
    private static final List<String> MESSAGES = List.of("messages", "input", "system");
    private static final Set<String> ADDRESSES = Set.of("url", "image_url", "file_url", "video_url", "audio_url");
    private static final Set<String> KEPT = Set.of("file_id", "vector_store_id");
    /// What a model wrote to the caller's own tools is the caller's to read.
    private static final Set<String> OWN_CALLS = Set.of("tool_use", "function_call", "custom_tool_call");

    private Fetched() {}

    /// The key that asks for it.
    static Optional<String> in(JsonNode root) {
        return MESSAGES.stream().flatMap(key -> below(root.path(key)).stream()).findFirst();
    }

    private static Optional<String> below(JsonNode node) {
        String type = node.path("type").asString("");
        if (type.equals("item_reference")) {
            return Optional.of(type);
        }
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            boolean theirs = OWN_CALLS.contains(type) && entry.getKey().equals("input");
            Optional<String> found = theirs ? Optional.empty() : of(entry.getKey(), entry.getValue());
            if (found.isPresent()) {
                return found;
            }
        }
        for (JsonNode item : node.isArray() ? node.values() : List.<JsonNode>of()) {
            Optional<String> found = below(item);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> of(String key, JsonNode value) {
        if (!value.isString()) {
            return below(value);
        }
        boolean away = ADDRESSES.contains(key)
                && !value.asString().toLowerCase(Locale.ROOT).startsWith("data:");
        return away || KEPT.contains(key) ? Optional.of(key) : Optional.empty();
    }
}
