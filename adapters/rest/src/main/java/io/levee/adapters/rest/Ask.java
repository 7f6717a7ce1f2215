package io.levee.adapters.rest;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/// One request, below the address of a system.
///
/// @param path begins with `/`, or is empty where the address is all of it; what is no constant in
///             it went through [#step]
/// @param body empty where there is none
/// @param repeatable whether it may be sent again where nobody knows if it came: what reads may,
///                   and what [#mayRepeat]
public record Ask(String method, String path, Map<String, String> headers, String body, boolean repeatable) {
    private static final JsonMapper JSON = new JsonMapper();

    public Ask {
        headers = Map.copyOf(headers);
    }

    public static Ask get(String path) {
        return new Ask("GET", path, Map.of(), "", true);
    }

    public static Ask get(String path, Map<String, String> query) {
        return get(path + "?" + encoded(query));
    }

    /// Without a body.
    public static Ask post(String path) {
        return empty("POST", path);
    }

    public static Ask delete(String path) {
        return empty("DELETE", path);
    }

    public static Ask empty(String method, String path) {
        return new Ask(method, path, Map.of(), "", false);
    }

    public static Ask form(String path, Map<String, String> fields) {
        return text("POST", path, "application/x-www-form-urlencoded", encoded(fields));
    }

    /// @param value what Jackson can write: a map, a list, a node
    public static Ask json(String method, String path, Object value) {
        return text(method, path, "application/json", JSON.writeValueAsString(value));
    }

    public static Ask text(String method, String path, String contentType, String body) {
        return new Ask(method, path, Map.of("Content-Type", contentType), body, false);
    }

    public Ask with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Ask(method, path, more, body, repeatable);
    }

    /// For what means the same twice, also where somebody else came in between: whatever ends or
    /// takes away. What gives something back may meet a stop that came meanwhile, and must not.
    public Ask mayRepeat() {
        return new Ask(method, path, headers, body, true);
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
