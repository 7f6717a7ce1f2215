package io.levee.adapters.rest;

import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/// What a system outside answered, in whole.
///
/// @param from the method and the host, for messages
public record Answer(String from, int status, String body) {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    public boolean done() {
        return status >= 200 && status < 300;
    }

    /// This answer where its status is 2xx.
    ///
    /// @throws IllegalStateException with the status, and nothing of the body
    public Answer orThrow() {
        if (!done()) {
            throw new IllegalStateException("%s answered %d".formatted(from, status));
        }
        return this;
    }

    /// @throws IllegalStateException where it is not JSON, or names something twice
    public JsonNode json() {
        try {
            return JSON.readTree(body);
        } catch (JacksonException _) { // its message would quote the body
            throw new IllegalStateException("%s answered %d without JSON".formatted(from, status));
        }
    }

    /// As [#json], but missing where there is none: what says no may be anybody between.
    public JsonNode maybeJson() {
        try {
            return json();
        } catch (IllegalStateException _) {
            return MissingNode.getInstance();
        }
    }

    /// Not the body.
    @Override
    public String toString() {
        return "%s answered %d".formatted(from, status);
    }
}
