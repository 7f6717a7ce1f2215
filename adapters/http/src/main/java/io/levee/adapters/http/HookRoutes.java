package io.levee.adapters.http;

import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// What systems outside push. They have no token of Levee's: what they send is signed, and
/// whoever knows its format says what it is answered. Nothing here trusts a header.
///
/// - `POST /v1/hooks/security-events`: a security event token, pushed as RFC 8935 says
/// - `POST /v1/hooks/cards/{stopper}`: an event of Stripe's, about a card of that stopper
public final class HookRoutes implements Routes {
    private final Hook securityEvents;
    private final Function<String, Optional<Hook>> cards;

    /// Answers one request.
    public interface Hook {
        /// @param header the value of a header; empty where there is none
        /// @param body   as it came, every byte
        Answer answer(Function<String, String> header, byte[] body);
    }

    /// @param body empty for none
    public record Answer(int status, Map<String, String> headers, String body) {
        public Answer {
            headers = Map.copyOf(headers);
        }
    }

    /// @param cards by the name of a stopper
    public HookRoutes(Hook securityEvents, Function<String, Optional<Hook>> cards) {
        this.securityEvents = securityEvents;
        this.cards = cards;
    }

    @Override
    public void register(JavalinDefaultRoutingApi routing) {
        routing.post("/v1/hooks/security-events", ctx -> answer(ctx, Optional.of(securityEvents)));
        routing.post("/v1/hooks/cards/{stopper}", ctx -> answer(ctx, cards.apply(ctx.pathParam("stopper"))));
    }

    private static void answer(Context ctx, Optional<Hook> hook) {
        if (hook.isEmpty()) {
            ctx.status(404);
            return;
        }
        Answer answer =
                hook.get().answer(name -> Optional.ofNullable(ctx.header(name)).orElse(""), ctx.bodyAsBytes());
        ctx.status(answer.status());
        answer.headers().forEach(ctx::header);
        ctx.result(answer.body());
    }
}
