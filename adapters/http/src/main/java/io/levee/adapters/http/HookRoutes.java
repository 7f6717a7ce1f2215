package io.levee.adapters.http;

import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/// What systems outside push. They have no token of Levee's: what they send is signed, and
/// whoever knows its format says what it is answered. Nothing here trusts a header.
///
/// - `POST /v1/hooks/security-events`: a security event token, pushed as RFC 8935 says
/// - `POST /v1/hooks/cards/{stopper}`: an event of Stripe's, about a card of that stopper
/// - `POST /v1/hooks/forges/{forge}`: a webhook of GitHub or GitLab; larger than all else that
///   comes in, so that of the large ones only a few are read at a time
public final class HookRoutes implements Routes {
    /// Of a webhook of a forge; one that names more commits is not needed to know what is open.
    static final int FORGE_BYTES_MAX = 8 * 1024 * 1024;
    private static final int LARGE_AT_ONCE_MAX = 4;

    private final Hook securityEvents;
    private final Function<String, Optional<Hook>> cards;
    private final Function<String, Optional<Hook>> forges;
    private final Semaphore large = new Semaphore(LARGE_AT_ONCE_MAX);

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

    /// @param cards  by the name of a stopper
    /// @param forges by the name of a forge
    public HookRoutes(
            Hook securityEvents, Function<String, Optional<Hook>> cards, Function<String, Optional<Hook>> forges) {
        this.securityEvents = securityEvents;
        this.cards = cards;
        this.forges = forges;
    }

    @Override
    public void register(JavalinDefaultRoutingApi routing) {
        routing.post("/v1/hooks/security-events", ctx -> answer(ctx, Optional.of(securityEvents)));
        routing.post("/v1/hooks/cards/{stopper}", ctx -> answer(ctx, cards.apply(ctx.pathParam("stopper"))));
        routing.post("/v1/hooks/forges/{forge}", ctx -> forge(ctx, forges.apply(ctx.pathParam("forge"))));
    }

    private void forge(Context ctx, Optional<Hook> hook) throws IOException {
        InputStream in = ctx.bodyInputStream();
        byte[] first = hook.isPresent() ? in.readNBytes(ApiLimits.BODY_BYTES_MAX) : new byte[0];
        if (first.length < ApiLimits.BODY_BYTES_MAX) {
            answer(ctx, hook, first);
            return;
        }
        if (!large.tryAcquire()) {
            Problem.of(503, "hooks-busy", "send it again shortly", "").write(ctx.header("Retry-After", "5"));
            return;
        }
        try {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            all.write(first);
            all.write(in.readNBytes(FORGE_BYTES_MAX + 1 - first.length));
            if (all.size() > FORGE_BYTES_MAX) {
                Problem.of(413, "body-too-large", "send at most %d bytes".formatted(FORGE_BYTES_MAX), "")
                        .write(ctx);
                return;
            }
            answer(ctx, hook, all.toByteArray());
        } finally {
            large.release();
        }
    }

    private static void answer(Context ctx, Optional<Hook> hook) {
        answer(ctx, hook, hook.isPresent() ? ctx.bodyAsBytes() : new byte[0]);
    }

    private static void answer(Context ctx, Optional<Hook> hook, byte[] body) {
        if (hook.isEmpty()) {
            ctx.status(404);
            return;
        }
        Answer answer =
                hook.get().answer(name -> Optional.ofNullable(ctx.header(name)).orElse(""), body);
        ctx.status(answer.status());
        answer.headers().forEach(ctx::header);
        ctx.result(answer.body());
    }
}
