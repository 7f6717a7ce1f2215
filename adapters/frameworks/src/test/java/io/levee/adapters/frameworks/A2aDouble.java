package io.levee.adapters.frameworks;

import io.levee.adapters.doubles.HttpAnswer;
import io.levee.adapters.doubles.HttpAsked;
import io.levee.adapters.doubles.HttpDouble;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// An A2A server that speaks JSON-RPC as version 0.3 or 1.0 of the specification says: its methods,
/// its words for states, its errors, and pages that end with an empty token.
final class A2aDouble extends HttpDouble {
    private static final JsonMapper JSON = new JsonMapper();

    private final String version;
    private final Map<String, Task> tasks = new LinkedHashMap<>();
    private String token = "";
    private boolean lies;
    private boolean ignores;
    private boolean mixesUp;
    private int delayed;
    private String follows = "";

    private static final class Task {
        private final String context;
        private String state;
        private int looksUntilCanceled = -1;

        private Task(String context, String state) {
            this.context = context;
            this.state = state;
        }
    }

    A2aDouble(String version) {
        this.version = version;
    }

    synchronized A2aDouble has(String id, String context, String state) {
        tasks.put(id, new Task(context, state));
        return this;
    }

    synchronized String state(String id) {
        Task task = tasks.get(id);
        return task == null ? "" : task.state;
    }

    synchronized void wants(String bearer) {
        token = bearer;
    }

    /// Says that it cancels, and goes on.
    synchronized void lies() {
        lies = true;
    }

    /// Says that nothing can be cancelled, and goes on.
    synchronized void ignores() {
        ignores = true;
    }

    /// A task that was asked to end does so after this many looks.
    synchronized void takesItsTime(int looks) {
        delayed = looks;
    }

    /// While one task is cancelled, this one begins in its context.
    synchronized void follows(String id) {
        follows = id;
    }

    synchronized void mixesUpAnswers() {
        mixesUp = true;
    }

    @Override
    protected synchronized HttpAnswer answer(HttpAsked request) {
        if (!token.isEmpty() && !request.header("Authorization").equals("Bearer " + token)) {
            return HttpAnswer.empty(401);
        }
        JsonNode call = request.json();
        String id = mixesUp ? "another" : call.path("id").asString("");
        if (!request.header("A2A-Version").equals(version)) {
            return error(id, -32009);
        }
        JsonNode params = call.path("params");
        return switch (version + " " + call.path("method").asString("")) {
            case "0.3 tasks/get", "1.0 GetTask" -> get(id, params.path("id").asString(""));
            case "0.3 tasks/cancel", "1.0 CancelTask" ->
                cancel(id, params.path("id").asString(""));
            case "1.0 ListTasks" -> list(id, params);
            default -> error(id, -32601);
        };
    }

    private HttpAnswer get(String id, String name) {
        Task task = tasks.get(name);
        if (task == null) {
            return error(id, -32001);
        }
        look(task);
        return result(id, shown(name, task));
    }

    private static void look(Task task) {
        if (task.looksUntilCanceled >= 0 && task.looksUntilCanceled-- == 0) {
            task.state = "canceled";
        }
    }

    private HttpAnswer cancel(String id, String name) {
        Task task = tasks.get(name);
        if (task == null) {
            return error(id, -32001);
        }
        if (ignores || List.of("completed", "canceled", "failed", "rejected").contains(task.state)) {
            return error(id, -32002);
        }
        if (!lies && delayed == 0) {
            task.state = "canceled";
        } else if (!lies) {
            task.looksUntilCanceled = delayed;
        }
        if (!follows.isEmpty()) {
            tasks.put(follows, new Task(task.context, "working"));
            follows = "";
        }
        return result(id, shown(name, task));
    }

    private HttpAnswer list(String id, JsonNode params) {
        List<String> all = tasks.entrySet().stream()
                .filter(task ->
                        task.getValue().context.equals(params.path("contextId").asString("")))
                .map(Map.Entry::getKey)
                .toList();
        int from = Integer.parseInt(params.path("pageToken").asString("0"));
        int to = Math.min(all.size(), from + Math.min(3, params.path("pageSize").asInt(50)));
        List<Map<String, Object>> page = all.subList(from, to).stream()
                .map(name -> {
                    Task task = tasks.getOrDefault(name, new Task("", ""));
                    look(task);
                    return shown(name, task);
                })
                .toList();
        return result(id, Map.of("tasks", page, "nextPageToken", to < all.size() ? "" + to : ""));
    }

    private Map<String, Object> shown(String id, Task task) {
        String state = version.equals("1.0")
                ? "TASK_STATE_" + task.state.toUpperCase(Locale.ROOT).replace('-', '_')
                : task.state;
        return Map.of("id", id, "contextId", task.context, "status", Map.of("state", state));
    }

    private static HttpAnswer result(String id, Map<String, Object> result) {
        return HttpAnswer.json(
                200, JSON.writeValueAsString(new HashMap<>(Map.of("jsonrpc", "2.0", "id", id, "result", result))));
    }

    private static HttpAnswer error(String id, int code) {
        return HttpAnswer.json(
                200,
                "{\"jsonrpc\":\"2.0\",\"id\":\"%s\",\"error\":{\"code\":%d,\"message\":\"no\"}}".formatted(id, code));
    }
}
