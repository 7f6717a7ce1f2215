package io.levee.adapters.frameworks;

import io.levee.adapters.rest.Ask;
import io.levee.adapters.rest.Rest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/// Tasks of an A2A server, by JSON-RPC. A task is live in every state that is not known to be the
/// last.
///
/// [A2A 1.0](https://a2a-protocol.org/latest/specification/#94-core-methods),
/// [A2A 0.3](https://a2a-protocol.org/v0.3.0/specification/#7-protocol-rpc-methods),
/// [errors](https://a2a-protocol.org/latest/specification/#54-error-code-mappings).
final class A2aTasks implements Runs {
    private static final String TASK = "task:";
    private static final String CONTEXT = "context:";
    /// Both spellings are in use.
    private static final Set<String> ENDED = Set.of("completed", "canceled", "cancelled", "failed", "rejected");

    private static final int NOT_CANCELABLE = -32002;
    private static final int PAGE = 100;
    /// Servers may give fewer than they were asked for.
    private static final int PAGES_MAX = 20;

    private final Rest rest;
    private final Version version;

    A2aTasks(Rest rest, Version version) {
        this.rest = rest;
        this.version = version;
    }

    enum Version {
        V0_3("0.3", "tasks/get", "tasks/cancel"),
        V1_0("1.0", "GetTask", "CancelTask");

        private final String word;
        private final String get;
        private final String cancel;

        Version(String word, String get, String cancel) {
            this.word = word;
            this.get = get;
            this.cancel = cancel;
        }

        static Version of(String word) {
            for (Version version : values()) {
                if (version.word.equals(word)) {
                    return version;
                }
            }
            throw new IllegalArgumentException("`%s` is no version of A2A: write `1.0` or `0.3`".formatted(word));
        }

        void check(String id) {
            String name = id.substring(id.indexOf(':') + 1);
            boolean context = id.startsWith(CONTEXT);
            if (name.isBlank() || !(id.startsWith(TASK) || context)) {
                throw new IllegalArgumentException("`%s` is neither `task:ID` nor `context:ID`".formatted(id));
            }
            if (context && this == V0_3) {
                throw new IllegalArgumentException(
                        "`%s` cannot be listed by version 0.3: name its tasks as `task:ID`".formatted(id));
            }
        }
    }

    @Override
    public List<String> live(String foothold) {
        String id = foothold.substring(foothold.indexOf(':') + 1);
        if (foothold.startsWith(CONTEXT)) {
            return list(id);
        }
        JsonNode task = result(call(version.get, Map.of("id", id)));
        return live(task, id) ? List.of(id) : List.of();
    }

    /// A task that ended meanwhile cannot be cancelled, which is as good.
    @Override
    public void end(String task) {
        JsonNode answer = call(version.cancel, Map.of("id", task));
        if (code(answer) != NOT_CANCELABLE) {
            result(answer);
        }
    }

    /// Cancels a task that has ended: the answer that it cannot be cancelled wants every right.
    @Override
    public void rehearse(String canary) {
        for (String live : live(canary)) {
            throw new IllegalStateException("the canary `%s` is live: name one that has ended".formatted(live));
        }
        if (canary.startsWith(TASK)) {
            end(canary.substring(TASK.length()));
        }
    }

    private List<String> list(String context) {
        List<String> live = new ArrayList<>();
        Map<String, Object> params = new LinkedHashMap<>(Map.of("contextId", context, "pageSize", PAGE));
        for (int page = 0, seen = 0; page < PAGES_MAX && seen <= LIVE_MAX; page++) {
            JsonNode list = result(call("ListTasks", params));
            if (!list.path("tasks").isArray()) {
                throw new IllegalStateException("the server answered with no list of tasks");
            }
            for (JsonNode task : list.path("tasks").values()) {
                String id = task.path("id").asString("");
                if (live(task, id)) {
                    live.add(id);
                }
            }
            String next = list.path("nextPageToken").asString("");
            if (next.isEmpty()) {
                return live;
            }
            seen += list.path("tasks").size();
            params.put("pageToken", next);
        }
        throw new IllegalStateException("a context has more than %d tasks".formatted(LIVE_MAX));
    }

    private static boolean live(JsonNode task, String id) {
        String state = task.path("status").path("state").asString("");
        if (state.isEmpty() || id.isEmpty() || !task.path("id").asString("").equals(id)) {
            throw new IllegalStateException("the server does not say in which state the task is");
        }
        return !ENDED.contains(state.toLowerCase(Locale.ROOT).replaceFirst("^task_state_", ""));
    }

    private JsonNode call(String method, Map<String, ?> params) {
        String id = UUID.randomUUID().toString();
        Map<String, Object> request = Map.of("jsonrpc", "2.0", "id", id, "method", method, "params", params);
        Ask ask =
                Ask.json("POST", "", request).with("A2A-Version", version.word).mayRepeat();
        JsonNode answer = rest.ask(ask).orThrow().json();
        if (!answer.path("id").asString("").equals(id)) {
            throw new IllegalStateException("the server answered another request");
        }
        return answer;
    }

    /// Nothing but the code of an error is repeated.
    private static JsonNode result(JsonNode answer) {
        if (!answer.path("result").isObject()) {
            throw new IllegalStateException("the server answered with error %d".formatted(code(answer)));
        }
        return answer.path("result");
    }

    private static int code(JsonNode answer) {
        return answer.path("error").path("code").asInt(0);
    }
}
