package io.levee.adapters.http;

import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import io.levee.consent.OpenStops;
import io.levee.facts.StopFact;
import io.levee.fault.ErrorCode;
import io.levee.fault.LeveeException;
import io.levee.identity.Audience;
import io.levee.identity.Identities;
import io.levee.identity.Identity;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// `GET /v1/interrupts`: server-sent events for whoever runs an agent. Each event `interrupt` names the stop, its scope
/// and why; an order that covers the caller already comes at once. Takes the token that the agent has, of the gateway
/// or of the API. Who is stopped before they listen is refused with `scope-stopped`, which says the same.
public final class InterruptRoutes implements Routes {
    /// Keeps the connection from looking dead, and bounds how long a revoked credential still listens.
    private static final Duration BEAT = Duration.ofSeconds(5);

    private static final byte[] COMMENT = ":\n\n".getBytes(StandardCharsets.UTF_8);
    private static final System.Logger LOG = System.getLogger(InterruptRoutes.class.getName());

    private final Identities identities;
    private final Interrupts interrupts;
    private final OpenStops stops;

    public InterruptRoutes(Identities identities, Interrupts interrupts, OpenStops stops) {
        this.identities = identities;
        this.interrupts = interrupts;
        this.stops = stops;
    }

    @Override
    public void register(JavalinDefaultRoutingApi routing) {
        routing.get("/v1/interrupts", this::listen);
    }

    private void listen(Context ctx) throws IOException {
        String bearer = Guard.bearer(ctx);
        switch (identify(bearer)) {
            case Identity.Known known -> listen(ctx, bearer, known);
            case Identity.Unknown(var refusal, var detail) -> Problems.refuse(ctx, refusal, detail);
        }
    }

    private Identity identify(String bearer) {
        Identity ofGateway = identities.identify(bearer, Audience.GATEWAY);
        if (ofGateway instanceof Identity.Known) {
            return ofGateway;
        }
        Identity ofApi = identities.identify(bearer, Audience.API);
        return ofApi instanceof Identity.Known ? ofApi : ofGateway;
    }

    private void listen(Context ctx, String bearer, Identity.Known caller) throws IOException {
        Interrupts.Listener listener = interrupts
                .listen(caller)
                .orElseThrow(() -> new LeveeException(
                        ErrorCode.TOO_MANY_REQUESTS,
                        "%d streams are open already: close one".formatted(ApiLimits.STREAMS_MAX)));
        ctx.status(200).contentType("text/event-stream");
        ctx.header("X-Accel-Buffering", "no");
        try {
            OutputStream out = ctx.res().getOutputStream();
            out.write(COMMENT);
            out.flush();
            Optional<StopFact.Ordered> order = first(listener, bearer, caller, out);
            if (order.isPresent()) {
                write(out, order.get());
                listener.wrote();
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "a listener left");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            interrupts.leave(listener);
        }
    }

    /// The order that ends the stream; empty where the credential does not stand any more for another reason.
    private Optional<StopFact.Ordered> first(
            Interrupts.Listener listener, String bearer, Identity.Known caller, OutputStream out)
            throws IOException, InterruptedException {
        // listening already: what is ordered from here on waits, so nothing falls between
        Optional<StopFact.Ordered> before = stops.all().stream()
                .filter(order -> interrupts.covers(order, caller))
                .findFirst();
        if (before.isPresent()) {
            return before;
        }
        while (true) {
            Optional<StopFact.Ordered> order = listener.await(BEAT);
            if (order.isPresent()) {
                return order;
            }
            if (!(identify(bearer) instanceof Identity.Known)) {
                return listener.await(Duration.ZERO); // a stop that took the credential is told all the same
            }
            out.write(COMMENT);
            out.flush();
        }
    }

    /// The one event that ends the stream: the token of whoever listens stands no longer.
    private static void write(OutputStream out, StopFact.Ordered order) throws IOException {
        Map<String, String> event = new LinkedHashMap<>();
        event.put("stop", order.stop().value());
        event.put("scope", order.scope().toString());
        event.put("reason", order.reason());
        out.write("event: interrupt\nid: %s\ndata: %s\n\n"
                .formatted(order.stop(), Json.text(event))
                .getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
