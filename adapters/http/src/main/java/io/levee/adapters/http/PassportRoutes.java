package io.levee.adapters.http;

import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import io.levee.adapters.oauth.passport.PassportView;
import io.levee.adapters.oauth.passport.Passports;
import io.levee.identity.ActorId;
import io.levee.identity.Identity;
import java.util.Optional;

/// The seven questions about an agent, for whoever can say who they are.
public final class PassportRoutes implements Routes {
    private final Guard guard;
    private final Passports passports;

    public PassportRoutes(Guard guard, Passports passports) {
        this.guard = guard;
        this.passports = passports;
    }

    @Override
    public void register(JavalinDefaultRoutingApi routing) {
        routing.get("/v1/passports/{agent}", guard.known(this::one));
    }

    private void one(Context ctx, Identity.Known caller) {
        ActorId agent = BadInput.parse(ctx.pathParam("agent"), ActorId::agent);
        Optional<PassportView> view = passports.of(agent);
        if (view.isPresent()) {
            Json.write(ctx, 200, view.get());
        } else {
            Problems.missing(ctx, "`%s` has no passport".formatted(agent));
        }
    }
}
