package io.levee.console;

import io.javalin.Javalin;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A double of Levee's HTTP API: decisions that a test adds, stops that take hold at once. A code `NAME-code` logs
/// `NAME` in.
final class FakeApi implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.shared();

    final List<JsonNode> decisions = new CopyOnWriteArrayList<>();
    final Map<String, ObjectNode> stops = new ConcurrentHashMap<>();
    final Map<String, ObjectNode> approvals = new ConcurrentHashMap<>();
    final List<String> said = new CopyOnWriteArrayList<>();
    /// What `/v1/budgets` says; whoever is called `mallory` may not audit.
    volatile String budgets = "{\"budgets\": []}";
    /// What `/v1/tools` says to whoever may audit.
    volatile String tools = "{\"servers\": []}";
    final FakeReviews reviews = new FakeReviews();
    final FakeJobs jobs = new FakeJobs();
    private final List<LinkedBlockingQueue<JsonNode>> streams = new CopyOnWriteArrayList<>();
    private final Javalin server = Javalin.create(config -> {
        config.startup.showJavalinBanner = false;
        config.concurrency.useVirtualThreads = true;
        config.routes.post("/v1/login/exchange-code", FakeApi::login);
        config.routes.get("/v1/decisions", ctx -> json(ctx, 200, Map.of("decisions", newestFirst())));
        config.routes.get("/v1/decisions/stream", this::stream);
        config.routes.get("/v1/decisions/{id}", this::one);
        config.routes.get("/v1/sessions/{id}", this::session);
        config.routes.get("/v1/approvals", ctx -> json(ctx, 200, Map.of("approvals", List.copyOf(approvals.values()))));
        config.routes.get("/v1/approvals/{id}", ctx -> json(ctx, 200, approvals.get(ctx.pathParam("id"))));
        config.routes.post("/v1/approvals/{id}/give", ctx -> say(ctx, "give", "given"));
        config.routes.post("/v1/approvals/{id}/refuse", ctx -> say(ctx, "refuse", "refused"));
        config.routes.get("/v1/budgets", ctx -> audited(ctx, budgets));
        config.routes.get("/v1/tools", ctx -> audited(ctx, tools));
        config.routes.get("/v1/stops", ctx -> json(ctx, 200, Map.of("stops", List.copyOf(stops.values()))));
        config.routes.post("/v1/stops", this::stop);
        config.routes.get("/v1/stops/{id}", ctx -> json(ctx, 200, stops.get(ctx.pathParam("id"))));
        config.routes.post("/v1/stops/{id}/resume", this::resume);
        reviews.register(config.routes);
        jobs.register(config.routes);
    });

    FakeApi() {
        server.start("127.0.0.1", 0);
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.port());
    }

    /// Adds a decision and tells every stream; `changed` overrides members of an ordinary allowed call.
    void decide(String id, Map<String, ?> changed) {
        Map<String, Object> decision = new LinkedHashMap<>();
        decision.put("id", id);
        decision.put("time", "2026-11-24T08:19:5" + decisions.size() % 10 + ".123456Z");
        decision.put("person", "person:ana");
        decision.put("agents", List.of("agent:report-writer"));
        decision.put("session", "s-7f3a");
        decision.put("api", "warehouse");
        decision.put("method", "POST");
        decision.put("path", "/warehouse/queries");
        decision.put("operation", "operation:warehouse/runQuery");
        decision.put("changes", false);
        decision.put("allowed", true);
        decision.put("reason", "allowed");
        decision.put(
                "evidence",
                List.of(Map.of("kind", "policy", "ref", "warehouse.cedar#analysts-read", "note", "permits")));
        decision.put("direct", List.of("operation:warehouse/runQuery"));
        decision.put("owners", List.of("warehouse", "payments"));
        decision.put("reached", 7);
        decision.put("revision", "3f2c9a");
        decision.put("ledger", Map.of("origin", "acme/replica-1", "position", 40 + decisions.size()));
        decision.putAll(changed);
        JsonNode json = JSON.valueToTree(decision);
        decisions.add(json);
        streams.forEach(stream -> stream.add(json));
    }

    int watching() {
        return streams.size();
    }

    private void session(Context ctx) {
        String id = ctx.pathParam("id");
        List<JsonNode> calls = newestFirst().stream()
                .filter(decision -> decision.path("session").asString("").equals(id))
                .toList();
        if (calls.isEmpty()) {
            json(ctx, 404, Map.of("code", "not-found", "title", "check the address", "detail", ""));
            return;
        }
        json(
                ctx,
                200,
                Map.of(
                        "session",
                        id,
                        "carries",
                        List.of(Map.of(
                                "label",
                                "payroll",
                                "source",
                                "table:hr.payroll",
                                "decision",
                                "d1",
                                "time",
                                "2026-11-24T08:19:50.123456Z")),
                        "letGo",
                        List.of(Map.of(
                                "labels", List.of("payroll"),
                                "sinks", List.of("channel:general"),
                                "by", "person:fay",
                                "reason", "totals only <b>no names</b>",
                                "decision", "d2",
                                "time", "2026-11-24T08:20:10.000000Z",
                                "released", "2026-11-24T08:20:10.100000Z")),
                        "calls",
                        calls));
    }

    private List<JsonNode> newestFirst() {
        return List.copyOf(decisions).reversed();
    }

    private void stream(Context ctx) throws IOException, InterruptedException {
        LinkedBlockingQueue<JsonNode> queue = new LinkedBlockingQueue<>();
        ctx.contentType("text/event-stream");
        OutputStream out = ctx.res().getOutputStream();
        out.write(":\n\n".getBytes(StandardCharsets.UTF_8));
        out.flush();
        streams.add(queue);
        try {
            while (true) {
                @Nullable JsonNode next = queue.poll(200, TimeUnit.MILLISECONDS);
                String text = next == null
                        ? ":\n\n"
                        : "event: decision\nid: %s\ndata: %s\n\n"
                                .formatted(next.get("id").asString(), next);
                out.write(text.getBytes(StandardCharsets.UTF_8));
                out.flush();
            }
        } finally {
            streams.remove(queue);
        }
    }

    private void one(Context ctx) {
        decisions.stream()
                .filter(decision -> decision.get("id").asString().equals(ctx.pathParam("id")))
                .findFirst()
                .ifPresentOrElse(
                        found -> json(ctx, 200, found),
                        () -> json(ctx, 404, Map.of("code", "not-found", "title", "check the address", "detail", "")));
    }

    /// Adds an approval that waits, with these lines of body.
    void ask(String id, List<String> shown) {
        approvals.put(
                id,
                JSON.valueToTree(Map.of(
                        "id",
                        id,
                        "state",
                        "waiting",
                        "person",
                        "person:tess",
                        "agents",
                        List.of("agent:refund-clerk"),
                        "session",
                        "s-7f3a",
                        "assets",
                        List.of("operation:payments/refundPayment"),
                        "digest",
                        "ab".repeat(32),
                        "requestedAt",
                        "2026-11-24T08:19:00.000000Z",
                        "expiresAt",
                        "2026-11-24T08:34:00.000000Z",
                        "call",
                        Map.of(
                                "method",
                                "POST",
                                "api",
                                "payments",
                                "target",
                                "/refunds?a=1",
                                "headers",
                                List.of("content-type: application/json"),
                                "bodyBytes",
                                42,
                                "shown",
                                shown))));
    }

    private void say(Context ctx, String word, String state) {
        JsonNode answer = JSON.readTree(ctx.body());
        said.add(word + " " + answer.get("digest").asString() + " "
                + answer.get("reason").asString());
        ObjectNode approval = Objects.requireNonNull(approvals.get(ctx.pathParam("id")));
        approval.put("state", state);
        approval.put("by", person(ctx));
        approval.put("reason", answer.get("reason").asString());
        json(ctx, 200, approval);
    }

    private void stop(Context ctx) {
        JsonNode asked = JSON.readTree(ctx.body());
        ObjectNode stop = JSON.createObjectNode();
        stop.put("id", "stop-" + (stops.size() + 1));
        stop.put("scope", asked.get("scope").asString());
        stop.put("by", person(ctx));
        stop.put("reason", asked.get("reason").asString());
        stop.put("time", "2026-11-24T08:21:00.000000Z");
        stop.put("state", "executed");
        stop.set(
                "reports",
                JSON.valueToTree(List.of(
                        report("gateway", "in-flight calls", 8_420, 2), report("identity", "tokens", 12_077, 3))));
        stop.put("holds", true);
        stop.put("freeze", asked.path("freeze").asBoolean());
        stop.set("layers", JSON.valueToTree(List.of("identity", "gateway")));
        stop.set("inForce", stop.get("layers"));
        stop.put("expiresAt", asked.has("expiresInSeconds") ? "2026-11-24T08:51:00.000000Z" : null);
        stops.put(stop.get("id").asString(), stop);
        json(ctx, 201, stop);
    }

    private static Map<String, ?> report(String layer, String stopper, long micros, long affected) {
        return Map.of(
                "layer",
                layer,
                "stopper",
                stopper,
                "asked",
                false,
                "effective",
                true,
                "micros",
                micros,
                "affected",
                affected,
                "detail",
                "",
                "verified",
                true,
                "verifiedMicros",
                micros + 900,
                "evidence",
                "looked");
    }

    private void resume(Context ctx) {
        ObjectNode stop = Objects.requireNonNull(stops.get(ctx.pathParam("id")));
        String by = person(ctx);
        JsonNode proposal = stop.path("resume");
        if (proposal.path("proposedBy").asString("").equals(by)) {
            json(
                    ctx,
                    409,
                    Map.of(
                            "code",
                            "resume-needs-another-person",
                            "title",
                            "a second person must confirm",
                            "detail",
                            by));
            return;
        }
        ObjectNode resume = stop.putObject("resume");
        boolean second = proposal.has("proposedBy");
        resume.put("proposedBy", second ? proposal.get("proposedBy").asString() : by);
        resume.put("confirmedBy", second ? by : null);
        resume.put("reason", JSON.readTree(ctx.body()).get("reason").asString());
        stop.put("state", second ? "resumed" : "proposed");
        json(ctx, 200, stop);
    }

    private static void login(Context ctx) {
        String code = JSON.readTree(ctx.body()).get("code").asString();
        if (!code.endsWith("-code")) {
            json(ctx, 401, Map.of("code", "login-refused", "title", "ask for a new code", "detail", ""));
            return;
        }
        String claims = "{\"sub\":\"person:%s\"}".formatted(code.replace("-code", ""));
        String token =
                "e30." + Base64.getUrlEncoder().withoutPadding().encodeToString(claims.getBytes(StandardCharsets.UTF_8))
                        + ".x";
        json(ctx, 200, Map.of("access_token", token, "token_type", "Bearer", "expires_in", 600));
    }

    static void audited(Context ctx, String answer) {
        if (person(ctx).equals("person:mallory")) {
            json(ctx, 403, Map.of("code", "not-permitted", "title", "ask who may audit", "detail", "person:mallory"));
            return;
        }
        ctx.status(200).contentType("application/json").result(answer);
    }

    static String person(Context ctx) {
        String token = String.valueOf(ctx.header("Authorization")).replace("Bearer ", "");
        byte[] claims = Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]);
        return JSON.readTree(claims).get("sub").asString();
    }

    static void json(Context ctx, int status, @Nullable Object value) {
        ctx.status(status).contentType("application/json").result(JSON.writeValueAsString(value));
    }

    @Override
    public void close() {
        server.stop();
    }
}
