package io.levee.adapters.frameworks;

import io.levee.adapters.doubles.HttpAnswer;
import io.levee.adapters.doubles.HttpAsked;
import io.levee.adapters.doubles.HttpDouble;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/// A LangGraph server by its API: threads with metadata, their runs, and cancelling with `wait` and
/// `action`. Lists are cut to `limit`, begin at `offset`, and may want a
/// `status`.
final class LangGraphDouble extends HttpDouble {
    private static final JsonMapper JSON = new JsonMapper();

    private final Map<String, Map<String, String>> threads = new LinkedHashMap<>();
    /// By thread, then by run.
    private final Map<String, Map<String, String>> runs = new LinkedHashMap<>();
    private String key = "";
    private boolean lies;

    synchronized LangGraphDouble has(String thread, String owner) {
        threads.put(thread, Map.of("owner", owner));
        return this;
    }

    synchronized LangGraphDouble runs(String thread, String run, String status) {
        runs.computeIfAbsent(thread, _ -> new LinkedHashMap<>()).put(run, status);
        return this;
    }

    synchronized String status(String thread, String run) {
        return runs.getOrDefault(thread, Map.of()).getOrDefault(run, "");
    }

    synchronized void wants(String apiKey) {
        key = apiKey;
    }

    synchronized void lies() {
        lies = true;
    }

    @Override
    protected synchronized HttpAnswer answer(HttpAsked request) {
        if (!key.isEmpty() && !request.header("x-api-key").equals(key)) {
            return HttpAnswer.empty(403);
        }
        List<String> steps = request.steps();
        if (request.method().equals("POST") && steps.equals(List.of("threads", "search"))) {
            var body = request.json();
            List<Map<String, String>> found = threads.entrySet().stream()
                    .filter(thread -> body.path("metadata").properties().stream()
                            .allMatch(wanted -> wanted.getValue()
                                    .asString("")
                                    .equals(thread.getValue().get(wanted.getKey()))))
                    .map(thread -> Map.of("thread_id", thread.getKey(), "status", "busy"))
                    .toList();
            return page(found, body.path("limit").asInt(10), body.path("offset").asInt(0));
        }
        if (steps.size() < 3 || !threads.containsKey(steps.get(1))) {
            return HttpAnswer.json(404, "{\"detail\":\"thread not found\"}");
        }
        Map<String, String> its = runs.getOrDefault(steps.get(1), Map.of());
        if (steps.size() == 3 && request.method().equals("GET")) {
            return page(
                    its.entrySet().stream()
                            .filter(run ->
                                    run.getValue().equals(request.query().getOrDefault("status", run.getValue())))
                            .map(run -> Map.of("run_id", run.getKey(), "status", run.getValue()))
                            .toList(),
                    Integer.parseInt(request.query().getOrDefault("limit", "10")),
                    Integer.parseInt(request.query().getOrDefault("offset", "0")));
        }
        boolean cancels = steps.size() == 5
                && steps.get(4).equals("cancel")
                && request.query().equals(Map.of("wait", "true", "action", "interrupt"));
        return cancels ? cancel(its, steps.get(3)) : HttpAnswer.json(422, "{}");
    }

    private HttpAnswer cancel(Map<String, String> its, String run) {
        if (!List.of("pending", "running").contains(its.getOrDefault(run, ""))) {
            return HttpAnswer.json(404, "{\"detail\":\"run not found\"}");
        }
        if (!lies) {
            its.put(run, "interrupted");
        }
        return HttpAnswer.empty(204);
    }

    private static HttpAnswer page(List<Map<String, String>> all, int limit, int offset) {
        int from = Math.min(all.size(), offset);
        return HttpAnswer.json(200, JSON.writeValueAsString(all.subList(from, Math.min(all.size(), from + limit))));
    }
}
