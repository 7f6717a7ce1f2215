package io.levee.adapters.doubles;

import java.util.Map;

/// What a double answers.
public record HttpAnswer(int status, String contentType, String body, Map<String, String> headers) {
    public HttpAnswer {
        headers = Map.copyOf(headers);
    }

    public HttpAnswer(int status, String contentType, String body) {
        this(status, contentType, body, Map.of());
    }

    public static HttpAnswer json(int status, String body) {
        return new HttpAnswer(status, "application/json", body);
    }

    public static HttpAnswer empty(int status) {
        return json(status, "");
    }

    public HttpAnswer with(Map<String, String> more) {
        return new HttpAnswer(status, contentType, body, more);
    }
}
