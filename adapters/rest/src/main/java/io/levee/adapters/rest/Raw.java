package io.levee.adapters.rest;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/// One answer as it came: every byte of its body, and its headers.
public final class Raw {
    private final String from;
    private final int status;
    private final Function<String, Optional<String>> headers;
    private final byte[] body;

    Raw(String from, int status, Function<String, Optional<String>> headers, byte[] body) {
        this.from = from;
        this.status = status;
        this.headers = headers;
        this.body = body;
    }

    public int status() {
        return status;
    }

    /// The first of this name, in any case of letters.
    public Optional<String> header(String name) {
        return headers.apply(name);
    }

    public byte[] bytes() {
        return body.clone();
    }

    public boolean done() {
        return status >= 200 && status < 300;
    }

    /// @throws IllegalStateException with the status, where it is not 2xx, and nothing of the body
    public Raw orThrow() {
        answer().orThrow();
        return this;
    }

    /// @throws IllegalStateException where it is not JSON
    public JsonNode json() {
        return answer().json();
    }

    /// Missing where it is not JSON.
    public JsonNode maybeJson() {
        return answer().maybeJson();
    }

    private Answer answer() {
        return new Answer(from, status, new String(body, StandardCharsets.UTF_8));
    }

    /// Not the body.
    @Override
    public String toString() {
        return "%s answered %d".formatted(from, status);
    }
}
