package io.levee.console;

import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The part of [FakeApi] that runs jobs. Ending one is wished for, and done at the next look, as it is in Levee.
final class FakeJobs {
    private static final JsonMapper JSON = JsonMapper.shared();

    /// Newest first, each as `GET /v1/jobs/{id}` says it.
    final List<ObjectNode> all = new CopyOnWriteArrayList<>();
    /// By `ID/ATTEMPT`.
    final Map<String, String> logs = new ConcurrentHashMap<>();
    final List<String> ended = new CopyOnWriteArrayList<>();
    final List<String> released = new CopyOnWriteArrayList<>();

    void register(JavalinDefaultRoutingApi routing) {
        routing.get("/v1/jobs", ctx -> FakeApi.json(ctx, 200, Map.of("jobs", all)));
        routing.get("/v1/jobs/{id}", this::one);
        routing.get("/v1/jobs/{id}/log", this::log);
        routing.post("/v1/jobs/{id}/end", this::end);
        routing.post("/v1/jobs/{id}/release", this::release);
    }

    void add(String json) {
        all.add((ObjectNode) JSON.readTree(json));
    }

    private void one(Context ctx) {
        @Nullable ObjectNode found = find(ctx);
        if (found == null) {
            refuse(ctx, 404, "job-unknown", "there is no such job; `levee job list` lists them");
        } else {
            FakeApi.json(ctx, 200, found);
        }
    }

    private void log(Context ctx) {
        @Nullable String text = logs.get(ctx.pathParam("id") + "/" + ctx.queryParam("attempt"));
        if (text == null) {
            refuse(ctx, 404, "job-log-unknown", "ask the replica on whose machine it ran, while it is kept there");
        } else {
            ctx.contentType("text/plain; charset=utf-8").result(text);
        }
    }

    private void end(Context ctx) {
        @Nullable ObjectNode found = find(ctx);
        if (found == null) {
            refuse(ctx, 404, "job-unknown", "there is no such job; `levee job list` lists them");
        } else if (FakeApi.person(ctx).equals("person:stranger")) {
            refuse(ctx, 403, "job-not-yours", "ask the person whom it acts for");
        } else {
            ended.add(ctx.pathParam("id") + " " + FakeApi.person(ctx));
            FakeApi.json(ctx, 202, found);
        }
    }

    private void release(Context ctx) {
        @Nullable ObjectNode found = find(ctx);
        if (found == null) {
            refuse(ctx, 404, "job-unknown", "there is no such job; `levee job list` lists them");
        } else if (released.stream().anyMatch(it -> it.startsWith(ctx.pathParam("id") + " "))) {
            refuse(ctx, 409, "job-not-in-quarantine", "it may run already");
        } else {
            released.add(ctx.pathParam("id") + " " + FakeApi.person(ctx));
            FakeApi.json(ctx, 200, found);
        }
    }

    private @Nullable ObjectNode find(Context ctx) {
        String id = ctx.pathParam("id");
        return all.stream()
                .filter(one -> one.path("id").asString().equals(id))
                .findFirst()
                .orElse(null);
    }

    private static void refuse(Context ctx, int status, String code, String title) {
        FakeApi.json(ctx, status, Map.of("code", code, "title", title, "detail", ""));
    }
}
