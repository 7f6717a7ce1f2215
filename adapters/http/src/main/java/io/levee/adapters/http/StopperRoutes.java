package io.levee.adapters.http;

import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import io.levee.catalog.AssetId;
import io.levee.consent.Action;
import io.levee.identity.Identity;
import io.levee.rooms.stop.Rehearsals;
import java.util.List;
import java.util.Locale;

/// `GET /v1/stoppers`: whether each stopper could stop, when it was last tried on what is nobody's. For those who may
/// stop everything: an agent is not told where it could not be stopped.
public final class StopperRoutes implements Routes {
    private static final AssetId EVERYTHING = new AssetId("levee", "everything");

    private final Guard guard;
    private final Rehearsals rehearsals;

    public StopperRoutes(Guard guard, Rehearsals rehearsals) {
        this.guard = guard;
        this.rehearsals = rehearsals;
    }

    record Listed(List<Tried> stoppers) {}

    /// @param state `armed`, `disarmed` or `untried`
    record Tried(String layer, String stopper, String state, String at, long micros, String evidence) {}

    @Override
    public void register(JavalinDefaultRoutingApi routing) {
        routing.get("/v1/stoppers", guard.permitted(Action.STOP, EVERYTHING, this::list));
    }

    private void list(Context ctx, Identity.Known caller) {
        Json.write(
                ctx,
                200,
                new Listed(rehearsals.last().stream()
                        .map(one -> new Tried(
                                one.layer().name().toLowerCase(Locale.ROOT),
                                one.stopper(),
                                one.state().name().toLowerCase(Locale.ROOT),
                                Times.text(one.at()),
                                one.micros(),
                                one.evidence()))
                        .toList()));
    }
}
