package io.levee.adapters.doubles;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// One request as a double got it.
public record HttpAsked(
        String method, String path, Map<String, String> query, Map<String, List<String>> headers, String body) {
    private static final JsonMapper JSON = new JsonMapper();

    /// Empty where there was none.
    public String header(String name) {
        return headers.entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .findFirst()
                .map(header -> header.getValue().getFirst())
                .orElse("");
    }

    public JsonNode json() {
        return JSON.readTree(body);
    }

    public Map<String, String> form() {
        return pairs(body);
    }

    /// The decoded parts of the path.
    public List<String> steps() {
        return List.of(path.substring(1).split("/", -1)).stream()
                .map(step -> URLDecoder.decode(step, StandardCharsets.UTF_8))
                .toList();
    }

    static Map<String, String> pairs(@Nullable String encoded) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String pair : Optional.ofNullable(encoded).orElse("").split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                pairs.put(
                        URLDecoder.decode(pair.substring(0, equals), StandardCharsets.UTF_8),
                        URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
            }
        }
        return pairs;
    }
}
