package io.levee.adapters.rest;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/// One request, below the address of a system. Sent again where its connection broke or the system
/// said "later", so it has to mean the same twice.
///
/// @param path begins with `/`, or is empty where the address is all of it; what is no constant in
///             it went through [#step]
/// @param body empty where there is none
public record Ask(String method, String path, Map<String, String> headers, String body) {
    private static final JsonMapper JSON = new JsonMapper();

    public Ask {
        headers = Map.copyOf(headers);
    }

    public static Ask get(String path) {
        return new Ask("GET", path, Map.of(), "");
    }

    public static Ask get(String path, Map<String, String> query) {
        return get(path + "?" + encoded(query));
    }

    /// Without a body.
    public static Ask post(String path) {
        return new Ask("POST", path, Map.of(), "");
    }

    public static Ask delete(String path) {
        return new Ask("DELETE", path, Map.of(), "");
    }

    public static Ask form(String path, Map<String, String> fields) {
        return new Ask("POST", path, Map.of("Content-Type", "application/x-www-form-urlencoded"), encoded(fields));
    }

    /// @param value what Jackson can write: a map, a list, a node
    public static Ask json(String method, String path, Object value) {
        return text(method, path, "application/json", JSON.writeValueAsString(value));
    }

    public static Ask text(String method, String path, String contentType, String body) {
        return new Ask(method, path, Map.of("Content-Type", contentType), body);
    }

    public Ask with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Ask(method, path, more, body);
    }

    /// @throws IllegalStateException without the token, where it cannot be in a header
    public Ask bearer(String token) {
        return with("Authorization", "Bearer " + token);
    }

    /// An id as one step of a path, so that it leads nowhere else.
    ///
    /// @throws IllegalArgumentException where it is none
    public static String step(String id) {
        if (id.isEmpty() || id.equals(".") || id.equals("..")) {
            throw new IllegalArgumentException("`%s` is no id".formatted(id));
        }
        return encoded(id);
    }

    private static String encoded(Map<String, String> pairs) {
        return pairs.entrySet().stream()
                .map(pair -> encoded(pair.getKey()) + "=" + encoded(pair.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /// Neither headers nor body: there are secrets in both.
    @Override
    public String toString() {
        return method + " " + path;
    }
}
