package io.levee.adapters.payments;

import io.levee.adapters.doubles.HttpAnswer;
import io.levee.adapters.doubles.HttpAsked;
import io.levee.adapters.doubles.HttpDouble;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The key management of LiteLLM's proxy as it is documented: keys by hash, with an alias, blocked
/// or not, with metadata that an update replaces, and an alias search that finds similar ones too.
final class LiteLlmDouble extends HttpDouble {
    static final String ADMIN = "sk-admin-1";

    private static final JsonMapper JSON = new JsonMapper();

    private final Map<String, Key> keys = new LinkedHashMap<>();
    private String admin = ADMIN;
    private boolean lies;
    private boolean keepsNoMarks;
    private boolean dropsBlocks;

    private static final class Key {
        private final String alias;
        private final Map<String, Object> metadata = new HashMap<>(Map.of("team", "blue"));
        /// As LiteLLM has it: nothing until it was blocked once.
        private Object blocked = "never";

        private Key(String alias) {
            this.alias = alias;
        }
    }

    synchronized LiteLlmDouble has(String hash, String alias) {
        keys.put(hash, new Key(alias));
        return this;
    }

    /// The same alias on another hash.
    synchronized void rotates(String from, String to) {
        Key key = key(from);
        keys.remove(from);
        keys.put(to, key);
    }

    synchronized boolean blocked(String hash) {
        return Boolean.TRUE.equals(key(hash).blocked);
    }

    synchronized void blocks(String hash, boolean blocked) {
        key(hash).blocked = blocked;
    }

    synchronized Map<String, Object> metadata(String hash) {
        return Map.copyOf(key(hash).metadata);
    }

    synchronized void lies() {
        lies = true;
    }

    synchronized void keepsNoMarks() {
        keepsNoMarks = true;
    }

    /// As if it were killed between a mark and a block.
    synchronized void dropsBlocks(boolean drops) {
        dropsBlocks = drops;
    }

    synchronized void rotatesAdmin(String to) {
        admin = to;
    }

    private Key key(String hash) {
        Key key = keys.get(hash);
        if (key == null) {
            throw new IllegalArgumentException(hash);
        }
        return key;
    }

    @Override
    protected synchronized HttpAnswer answer(HttpAsked request) {
        if (!request.header("Authorization").equals("Bearer " + admin)) {
            return error(401);
        }
        return switch (request.method() + " " + request.path()) {
            case "GET /key/info" -> {
                String hash = request.query().getOrDefault("key", "");
                yield keys.containsKey(hash) ? json(Map.of("key", hash, "info", shown(hash))) : error(404);
            }
            case "GET /key/list" -> {
                String alias = request.query().getOrDefault("key_alias", "");
                List<Map<String, Object>> found = keys.keySet().stream()
                        .filter(hash -> key(hash).alias.contains(alias))
                        .map(this::shown)
                        .toList();
                yield json(Map.of("keys", found, "total_count", found.size(), "current_page", 1, "total_pages", 1));
            }
            case "POST /key/block" -> dropsBlocks ? error(500) : turned(request.json(), true);
            case "POST /key/unblock" -> turned(request.json(), false);
            case "POST /key/update" -> updated(request.json());
            default -> error(404);
        };
    }

    private HttpAnswer turned(JsonNode body, boolean blocked) {
        String hash = body.path("key").asString("");
        if (!keys.containsKey(hash)) {
            return error(404);
        }
        if (!lies) {
            key(hash).blocked = blocked;
        }
        return json(Map.of("token", hash, "blocked", blocked));
    }

    private HttpAnswer updated(JsonNode body) {
        String hash = body.path("key").asString("");
        if (keepsNoMarks || !keys.containsKey(hash)) {
            return error(403);
        }
        key(hash).metadata.clear();
        body.path("metadata")
                .properties()
                .forEach(entry ->
                        key(hash).metadata.put(entry.getKey(), entry.getValue().asString("")));
        return json(Map.of("key", hash));
    }

    private Map<String, Object> shown(String hash) {
        Map<String, Object> shown = new HashMap<>();
        shown.put("token", hash);
        shown.put("key_alias", key(hash).alias);
        shown.put("blocked", key(hash).blocked.equals("never") ? null : key(hash).blocked);
        shown.put("metadata", key(hash).metadata);
        return shown;
    }

    private static HttpAnswer json(Map<String, ?> value) {
        return HttpAnswer.json(200, JSON.writeValueAsString(value));
    }

    private static HttpAnswer error(int status) {
        return HttpAnswer.json(status, "{\"error\":{\"message\":\"no\"}}");
    }
}
