package io.levee.adapters.http;

import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import io.levee.catalog.AssetId;
import io.levee.consent.Action;
import io.levee.facts.StopFact;
import io.levee.identity.Identity;
import io.levee.rooms.stop.Drills;
import io.levee.rooms.stop.Rehearsals;
import java.util.List;
import java.util.Locale;

/// `GET /v1/stoppers`: whether each stopper could stop, when it was last tried on what is nobody's, and the last
/// drill of each replica. For those who may stop everything: an agent is not told where it could not be stopped.
public final class StopperRoutes implements Routes {
    private static final AssetId EVERYTHING = new AssetId("levee", "everything");

    private final Guard guard;
    private final Rehearsals rehearsals;
    private final Drills drills;

    public StopperRoutes(Guard guard, Rehearsals rehearsals, Drills drills) {
        this.guard = guard;
        this.rehearsals = rehearsals;
        this.drills = drills;
    }

    record Listed(List<Tried> stoppers, List<Drilled> drills) {}

    /// The last drill of a replica, on a sacrificial agent beside it.
    record Drilled(
            String replica, String at, boolean holds, long seed, List<Measured> stoppers, List<String> undrilled) {}

    /// @param lastMicros from the order being sent to the agent's last effect there; negative where that was before
    record Measured(
            String layer,
            String stopper,
            boolean verified,
            long verifiedMicros,
            long effects,
            long lastMicros,
            long late) {}

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
                new Listed(
                        rehearsals.last().stream()
                                .map(one -> new Tried(
                                        one.layer().name().toLowerCase(Locale.ROOT),
                                        one.stopper(),
                                        one.state().name().toLowerCase(Locale.ROOT),
                                        Times.text(one.at()),
                                        one.micros(),
                                        one.evidence()))
                                .toList(),
                        drills.all().stream().map(StopperRoutes::drilled).toList()));
    }

    private static Drilled drilled(Drills.Last last) {
        StopFact.Drilled drill = last.drill();
        return new Drilled(
                last.replica().toString(),
                Times.text(last.at()),
                drill.holds(),
                drill.seed(),
                drill.stoppers().stream()
                        .map(one -> new Measured(
                                one.layer().name().toLowerCase(Locale.ROOT),
                                one.stopper(),
                                one.verified(),
                                one.verifiedMicros(),
                                one.effects(),
                                one.lastMicros(),
                                one.late()))
                        .toList(),
                drill.undrilled());
    }
}
