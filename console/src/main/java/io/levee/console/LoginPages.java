package io.levee.console;

import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Logging in by a code that `levee console` printed. The code arrives by GET, which must change nothing, and is
/// redeemed by POST, so that whatever fetches links ahead of people does not use it up.
final class LoginPages {
    private static final Duration LIFETIME_MAX = Duration.ofHours(12);

    private final Api api;
    private final Sessions sessions;
    private final Pages pages;

    LoginPages(Api api, Sessions sessions, Pages pages) {
        this.api = api;
        this.sessions = sessions;
        this.pages = pages;
    }

    void register(JavalinDefaultRoutingApi routing, Door door) {
        routing.get("/login", ctx -> pages.login(ctx, 200, text(ctx.queryParam("code")), ""));
        routing.post("/login", this::redeem);
        routing.post("/logout", door.click(this::leave));
    }

    private void redeem(Context ctx) {
        String code = text(ctx.formParam("code"));
        if (code.isEmpty()) {
            pages.login(ctx, 400, "", "Enter the code that levee console printed.");
            return;
        }
        switch (api.post("", "/v1/login/exchange-code", Map.of("code", code))) {
            case Reply.Answered(var json) -> {
                long seconds = Math.clamp(json.path("expires_in").asLong(600), 1, LIFETIME_MAX.toSeconds());
                Session session = sessions.begin(json.path("access_token").asString(""), Duration.ofSeconds(seconds));
                ctx.cookie(Door.cookie(session.id(), Math.toIntExact(seconds)));
                seeOther(ctx, "/");
            }
            case Reply.Refused _ ->
                pages.login(ctx, 401, "", "This code was used, or is older than a minute. Ask for a new one.");
            case Reply.Unreachable _ -> pages.login(ctx, 502, code, "Levee does not answer. Try again.");
        }
    }

    private void leave(Context ctx, Session session) {
        sessions.end(session);
        ctx.cookie(Door.cookie("", 0));
        seeOther(ctx, "/login");
    }

    static void seeOther(Context ctx, String path) {
        ctx.status(303).header("Location", path);
    }

    private static String text(@Nullable String maybe) {
        return maybe == null ? "" : maybe;
    }
}
