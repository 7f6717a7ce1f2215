package io.levee.adapters.payments;

import io.levee.adapters.rest.Ask;
import io.levee.adapters.rest.Rest;
import io.levee.adapters.rest.Switch;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// Virtual keys of an OpenAI-compatible proxy that is managed as LiteLLM is: a blocked key gets no
/// answer of any model. The mark is in the key's metadata.
///
/// [Key management](https://docs.litellm.ai/docs/proxy/virtual_keys),
/// [its API](https://litellm-api.up.railway.app/#/key%20management).
final class ModelProxyKeys implements Switch {
    static final String MARK = "levee_stop";
    /// Keys that a list of one alias may hold: where the proxy finds similar ones too.
    private static final int LISTED_MAX = 100;

    private final Rest rest;
    private final String admin;

    ModelProxyKeys(Rest rest, String admin) {
        this.rest = rest;
        this.admin = admin;
    }

    /// @throws IllegalArgumentException without the text, where it may be a key
    static void check(String id) {
        if (id.startsWith("sk-")) {
            throw new IllegalArgumentException(
                    "a foothold is named by the hash or the alias of its key, not by the key");
        }
    }

    /// @param hash what the proxy calls it; another after a rotation
    private record Key(String hash, boolean blocked, JsonNode metadata) {
        boolean ours() {
            return !metadata.path(MARK).asString("").isEmpty();
        }
    }

    @Override
    public Position look(String id, Instant since) {
        Key key = key(id);
        return new Position(key.blocked(), key.ours(), 0);
    }

    /// Marked first, so that what was interrupted in between is blocked by the next try and still
    /// let go later.
    @Override
    public Turn off(String id, String mark) {
        Key key = key(id);
        if (key.blocked()) {
            return new Turn(false, false, 0);
        }
        boolean marked = marks(key, mark);
        send(post("/key/block", Map.of("key", key.hash())).mayRepeat());
        return new Turn(true, marked, 0);
    }

    /// Unblocked first: a mark that is left by an interruption does no harm, and goes with the next
    /// resumption.
    @Override
    public void on(String id) {
        Key key = key(id);
        send(post("/key/unblock", Map.of("key", key.hash())));
        send(marking(key, ""));
    }

    /// That it cannot be marked is no reason not to block it.
    private boolean marks(Key key, String mark) {
        try {
            send(marking(key, mark).mayRepeat());
            return true;
        } catch (IllegalStateException _) {
            return false;
        }
    }

    private static Ask marking(Key key, String mark) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        key.metadata().properties().forEach(entry -> metadata.put(entry.getKey(), entry.getValue()));
        metadata.put(MARK, mark);
        return post("/key/update", Map.of("key", key.hash(), "metadata", metadata));
    }

    private Key key(String id) {
        if (id.matches("[0-9a-f]{64}")) {
            JsonNode answer = get(Ask.get("/key/info", Map.of("key", id)));
            return key(id, answer.path("info"));
        }
        JsonNode list = get(Ask.get("/key/list", aliased(id)));
        List<JsonNode> same = list.path("keys").values().stream()
                .filter(key -> key.path("key_alias").asString("").equals(id))
                .toList();
        if (same.size() != 1) {
            throw new IllegalStateException("the proxy has %d keys of this alias".formatted(same.size()));
        }
        return key(same.getFirst().path("token").asString(""), same.getFirst());
    }

    private static Map<String, String> aliased(String alias) {
        return Map.of(
                "key_alias",
                alias,
                "return_full_object",
                "true",
                "include_team_keys",
                "true",
                "page",
                "1",
                "size",
                Integer.toString(LISTED_MAX));
    }

    /// A key that was never blocked says `null`; one that does not say is not understood.
    private static Key key(String hash, JsonNode info) {
        JsonNode blocked = info.path("blocked");
        if (hash.isEmpty() || !(blocked.isBoolean() || blocked.isNull())) {
            throw new IllegalStateException("the proxy does not say whether the key is blocked");
        }
        return new Key(hash, blocked.asBoolean(false), info.path("metadata"));
    }

    private JsonNode get(Ask ask) {
        return rest.ask(ask.bearer(admin)).orThrow().json();
    }

    private static Ask post(String path, Map<String, Object> value) {
        return Ask.json("POST", path, value);
    }

    private void send(Ask ask) {
        rest.ask(ask.bearer(admin)).orThrow();
    }
}
