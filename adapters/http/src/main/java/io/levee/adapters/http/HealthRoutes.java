package io.levee.adapters.http;

import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.util.Map;
import java.util.function.Supplier;

/// Is the process up, can it work, and how is it doing. Open to whoever can reach the listener: the answers hold no
/// names of people or agents.
public final class HealthRoutes implements Routes {
    private final Readiness readiness;
    private final Supplier<byte[]> metrics;

    /// @param metrics the Prometheus text format 0.0.4
    public HealthRoutes(Readiness readiness, Supplier<byte[]> metrics) {
        this.readiness = readiness;
        this.metrics = metrics;
    }

    @Override
    public void register(JavalinDefaultRoutingApi routing) {
        routing.get("/healthz", ctx -> Json.write(ctx, 200, Map.of("status", "up")));
        routing.get("/readyz", this::ready);
        routing.get(
                "/metrics", ctx -> ctx.result(metrics.get()).contentType("text/plain; version=0.0.4; charset=utf-8"));
    }

    private void ready(Context ctx) {
        Readiness.Answer answer = readiness.ask();
        Json.write(ctx, answer.ready() ? 200 : 503, answer);
    }
}
