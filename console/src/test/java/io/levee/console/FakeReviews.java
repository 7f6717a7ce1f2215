package io.levee.console;

import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The part of [FakeApi] that reviews. Letting a change pass takes two people, as it does in Levee.
final class FakeReviews {
    private static final JsonMapper JSON = JsonMapper.shared();

    /// Newest first, each as `GET /v1/reviews/{id}` says it.
    final List<ObjectNode> all = new CopyOnWriteArrayList<>();
    final Map<String, String> reasons = new ConcurrentHashMap<>();
    volatile String scores = "{\"reviewers\": [], \"creators\": [], \"rules\": []}";

    void register(JavalinDefaultRoutingApi routing) {
        routing.get("/v1/reviews", ctx -> FakeApi.audited(ctx, list()));
        routing.get("/v1/reviews/{id}", this::one);
        routing.post("/v1/reviews/{id}/override", this::override);
        routing.get("/v1/review-scores", ctx -> FakeApi.audited(ctx, scores));
    }

    void add(String json) {
        all.add((ObjectNode) JSON.readTree(json));
    }

    private String list() {
        ObjectNode answer = JSON.createObjectNode();
        all.forEach(one -> answer.withArray("reviews").add(one.path("review")));
        return answer.toString();
    }

    private void one(Context ctx) {
        @Nullable ObjectNode found = find(ctx);
        if (found == null) {
            refuse(ctx, 404, "review-unknown", "there is no such review; `levee reviews` lists them");
        } else {
            FakeApi.audited(ctx, found.toString());
        }
    }

    private void override(Context ctx) {
        @Nullable ObjectNode found = find(ctx);
        if (found == null) {
            refuse(ctx, 404, "review-unknown", "there is no such review; `levee reviews` lists them");
            return;
        }
        ObjectNode review = (ObjectNode) found.path("review");
        String by = FakeApi.person(ctx);
        if (by.equals("person:stranger")) {
            refuse(ctx, 403, "override-not-permitted", "ask a person whom a policy lets override each team");
            return;
        }
        String reason = JSON.readTree(ctx.body()).path("reason").asString();
        reasons.put(by, reason);
        JsonNode proposal = review.path("overriding");
        boolean second = proposal.has("proposedBy");
        ObjectNode overriding = review.putObject("overriding");
        overriding.put("proposedBy", second ? proposal.path("proposedBy").asString() : by);
        overriding.put("confirmedBy", second ? by : null);
        overriding.put("reason", second ? proposal.path("reason").asString() : reason);
        review.put("lets", second);
        FakeApi.json(ctx, second ? 200 : 202, Map.of("review", "r", "state", second ? "overridden" : "proposed"));
    }

    private @Nullable ObjectNode find(Context ctx) {
        String id = ctx.pathParam("id");
        return all.stream()
                .filter(one -> one.path("review").path("id").asString().equals(id))
                .findFirst()
                .orElse(null);
    }

    private static void refuse(Context ctx, int status, String code, String title) {
        FakeApi.json(ctx, status, Map.of("code", code, "title", title, "detail", ""));
    }
}
