package io.levee.adapters.http;

import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import io.levee.facts.Layer;
import io.levee.facts.Scope;
import io.levee.facts.StopId;
import io.levee.identity.Chain;
import io.levee.identity.Identity;
import io.levee.rooms.stop.ResumeRequest;
import io.levee.rooms.stop.StopAnswer;
import io.levee.rooms.stop.StopExpiry;
import io.levee.rooms.stop.StopOrder;
import io.levee.rooms.stop.StopRefusal;
import io.levee.rooms.stop.StopRequest;
import io.levee.rooms.stop.Stops;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The stop room over HTTP. Who may order and resume, its door decides.
public final class StopRoutes implements Routes {
    /// More than an order may last, so that what is more is refused by the room.
    private static final long EXPIRY_SECONDS_MAX = 2 * StopExpiry.MAX.toSeconds();

    private final Guard guard;
    private final Stops stops;

    public StopRoutes(Guard guard, Stops stops) {
        this.guard = guard;
        this.stops = stops;
    }

    @Override
    public void register(JavalinDefaultRoutingApi routing) {
        routing.post("/v1/stops", guard.known(this::order));
        routing.get("/v1/stops", guard.known(this::list));
        routing.get("/v1/stops/{id}", guard.known(this::one));
        routing.post("/v1/stops/{id}/resume", guard.known(this::resume));
    }

    record Order(
            @Nullable String scope,
            @Nullable String reason,
            @Nullable List<String> layers,
            @Nullable Boolean freeze,
            @Nullable Long expiresInSeconds,
            @Nullable String expiresAt) {}

    record Resumption(@Nullable String reason, @Nullable List<String> layers) {}

    record Listed(List<StopView> stops) {}

    private void order(Context ctx, Identity.Known caller) {
        Order body = Json.read(ctx, Order.class);
        Scope scope = BadInput.parse(BadInput.required("scope", body.scope()), Scope::parse);
        Set<Layer> layers = layers(body.layers());
        StopRequest request = BadInput.parse(
                BadInput.required("reason", body.reason()),
                reason -> new StopRequest(
                        caller.chain(), scope, layers, reason, Boolean.TRUE.equals(body.freeze()), expiry(body)));
        answer(ctx, 201, stops.order(request));
    }

    private void resume(Context ctx, Identity.Known caller) {
        StopId stop = BadInput.parse(ctx.pathParam("id"), StopId::new);
        Resumption body = Json.read(ctx, Resumption.class);
        Chain actor = caller.chain();
        ResumeRequest request = BadInput.parse(
                BadInput.required("reason", body.reason()),
                reason -> new ResumeRequest(actor, stop, reason, layers(body.layers())));
        answer(ctx, 200, stops.resume(request));
    }

    private void list(Context ctx, Identity.Known caller) {
        Json.write(ctx, 200, new Listed(stops.list().stream().map(StopView::of).toList()));
    }

    private void one(Context ctx, Identity.Known caller) {
        Optional<StopOrder> found = stops.find(BadInput.parse(ctx.pathParam("id"), StopId::new));
        if (found.isEmpty()) {
            Problems.refuse(ctx, StopRefusal.STOP_UNKNOWN, ctx.pathParam("id"));
            return;
        }
        Json.write(ctx, 200, StopView.of(found.get()));
    }

    private static void answer(Context ctx, int status, StopAnswer answer) {
        switch (answer) {
            case StopAnswer.Done(var order) -> Json.write(ctx, status, StopView.of(order));
            case StopAnswer.Refused(var refusal, var detail) -> Problems.refuse(ctx, refusal, detail);
        }
    }

    private static Optional<StopExpiry> expiry(Order body) {
        if (body.expiresInSeconds() != null && body.expiresAt() != null) {
            throw new IllegalArgumentException("say `expiresInSeconds` or `expiresAt`, not both");
        }
        if (body.expiresInSeconds() != null) {
            long seconds = Math.clamp(body.expiresInSeconds(), 0, EXPIRY_SECONDS_MAX);
            return Optional.of(new StopExpiry.In(Duration.ofSeconds(seconds)));
        }
        return Optional.ofNullable(body.expiresAt()).map(text -> new StopExpiry.At(instant(text)));
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "`%s` is no instant: write one as `2026-11-29T18:00:00Z`".formatted(text), e);
        }
    }

    private static Set<Layer> layers(@Nullable List<String> words) {
        Set<Layer> layers = EnumSet.noneOf(Layer.class);
        for (String word : words == null ? List.<String>of() : words) {
            layers.add(BadInput.parse(word, StopRoutes::layer));
        }
        return layers;
    }

    private static Layer layer(String word) {
        return Arrays.stream(Layer.values())
                .filter(layer -> layer.name().toLowerCase(Locale.ROOT).equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("`%s` is no layer: write one of %s"
                        .formatted(word, Arrays.toString(Layer.values()))
                        .toLowerCase(Locale.ROOT)));
    }
}
