package io.levee.adapters.http;

import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import io.levee.adapters.oauth.AuthorizationServer;
import io.levee.adapters.oauth.ClientAuthentication.Client;
import io.levee.adapters.oauth.Form;
import io.levee.adapters.oauth.Minting;
import io.levee.adapters.oauth.OAuthError;
import io.levee.adapters.oauth.TokenExchange;
import io.levee.adapters.oauth.TokenExchange.Outcome;
import io.levee.adapters.oauth.TokenRevocation;
import io.levee.consent.Action;
import io.levee.consent.Consent;
import io.levee.consent.Consents;
import io.levee.fault.Refusal;
import io.levee.identity.ActorId;
import io.levee.identity.Audience;
import io.levee.identity.Identity;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The OAuth endpoints (RFC 6749 §5, 7009, 7517, 7662, 8414, 8693). Errors have the form of the standard, with the code
/// of our own refusal beside it.
public final class OAuthRoutes implements Routes {
    /// Far shorter than a new key is published before it signs.
    private static final String PUBLIC_FOR_A_WHILE = "public, max-age=60";

    private final AuthorizationServer server;
    private final Consents consents;

    public OAuthRoutes(AuthorizationServer server, Consents consents) {
        this.server = server;
        this.consents = consents;
    }

    @Override
    public void register(JavalinDefaultRoutingApi routing) {
        routing.post("/oauth/token", this::token);
        routing.post("/oauth/introspect", this::introspect);
        routing.post("/oauth/revoke", this::revoke);
        routing.get("/oauth/jwks", ctx -> open(ctx, server.keys().jwks()));
        routing.get(
                "/.well-known/oauth-authorization-server",
                ctx -> open(ctx, server.metadata().document()));
    }

    private void token(Context ctx) {
        Optional<Form> form = form(ctx);
        if (form.isEmpty()) {
            return;
        }
        switch (server.exchange().exchange(authorization(ctx), form.get())) {
            case Outcome.Granted(var minted, var type) -> Json.write(ctx, 200, granted(minted, type));
            case Outcome.Refused(var error, var why, var detail) -> refuse(ctx, error, why, detail);
        }
    }

    /// Agents ask as clients; a person asks with their own token.
    private void introspect(Context ctx) {
        Optional<Form> form = form(ctx);
        if (form.isEmpty()) {
            return;
        }
        String token = form.get().text("token");
        if (!Guard.bearer(ctx).isEmpty()) {
            Optional<Identity.Known> known = known(ctx);
            known.ifPresent(caller -> Json.write(
                    ctx,
                    200,
                    caller.chain().agents().isEmpty()
                            ? server.introspection().forPerson(caller.chain().person(), auditor(caller), token)
                            : server.introspection().forAgent(caller.chain().caller(), token)));
            return;
        }
        switch (server.clients().authenticate(authorization(ctx), form.get())) {
            case Client.Known(var agent) ->
                Json.write(ctx, 200, server.introspection().forAgent(agent, token));
            case Client.Unknown unknown -> refuse(ctx, unknown);
        }
    }

    private void revoke(Context ctx) {
        Optional<Form> form = form(ctx);
        if (form.isEmpty()) {
            return;
        }
        Optional<ActorId> by = Optional.empty();
        if (!Guard.bearer(ctx).isEmpty()) {
            by = known(ctx).map(caller -> caller.chain().caller());
        } else {
            switch (server.clients().authenticate(authorization(ctx), form.get())) {
                case Client.Known(var agent) -> by = Optional.of(agent);
                case Client.Unknown unknown -> refuse(ctx, unknown);
            }
        }
        if (by.isPresent()) {
            revoke(ctx, by.get(), form.get());
        }
    }

    private void revoke(Context ctx, ActorId by, Form form) {
        switch (server.revocation().revoke(by, form.text("token"), form.text("reason"))) {
            case TokenRevocation.Outcome.Revoked _, TokenRevocation.Outcome.NothingToDo _ ->
                Json.write(ctx, 200, Map.of());
            case TokenRevocation.Outcome.NotTheirs _ ->
                refuse(ctx, OAuthError.UNAUTHORIZED_CLIENT, Optional.empty(), "the token is none of yours");
            case TokenRevocation.Outcome.NotYetEverywhere(var missing) -> {
                ctx.header("Retry-After", Integer.toString(Problems.RETRY_AFTER_SECONDS));
                refuse(
                        ctx,
                        OAuthError.TEMPORARILY_UNAVAILABLE,
                        Optional.empty(),
                        "recorded, but not yet seen by %s".formatted(missing));
            }
        }
    }

    /// Empty where the answer was given already.
    private static Optional<Form> form(Context ctx) {
        @Nullable String type = ctx.contentType();
        if (type == null || !type.startsWith("application/x-www-form-urlencoded")) {
            refuse(ctx, OAuthError.INVALID_REQUEST, Optional.empty(), "send a form, application/x-www-form-urlencoded");
            return Optional.empty();
        }
        try {
            return Optional.of(Form.of(ctx.formParamMap()));
        } catch (IllegalArgumentException e) {
            refuse(ctx, OAuthError.INVALID_REQUEST, Optional.empty(), "send each parameter once, and not too many");
            return Optional.empty();
        }
    }

    private Optional<Identity.Known> known(Context ctx) {
        return switch (server.tokens().identify(Guard.bearer(ctx), Audience.API)) {
            case Identity.Known caller -> Optional.of(caller);
            case Identity.Unknown(var refusal, var detail) -> {
                refuse(ctx, OAuthError.INVALID_CLIENT, Optional.of(refusal), detail);
                yield Optional.empty();
            }
        };
    }

    private boolean auditor(Identity.Known caller) {
        return consents.seek(caller.chain(), Action.AUDIT, Guard.LEDGER) instanceof Consent.Given;
    }

    static Map<String, Object> granted(Minting.Minted minted, String type) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("access_token", minted.jwt());
        answer.put("issued_token_type", type);
        // RFC 8693 §2.2.1: a ticket opens no door
        answer.put("token_type", minted.token().mayAct().isPresent() ? "N_A" : "Bearer");
        answer.put("expires_in", minted.secondsLeft());
        return answer;
    }

    static String authorization(Context ctx) {
        @Nullable String header = ctx.header("Authorization");
        return header == null ? "" : header;
    }

    private static void refuse(Context ctx, Client.Unknown client) {
        refuse(ctx, OAuthError.INVALID_CLIENT, Optional.of(client.refusal()), client.detail());
    }

    private static void refuse(Context ctx, OAuthError error, Optional<Refusal> why, String detail) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("error", error.word());
        answer.put(
                "error_description",
                plain(why.map(refusal -> refusal.advice() + (detail.isEmpty() ? "" : ": " + detail))
                        .orElse(detail)));
        why.ifPresent(refusal -> answer.put("code", refusal.code()));
        if (error == OAuthError.INVALID_CLIENT) {
            ctx.header("WWW-Authenticate", "Basic realm=\"levee\"");
        }
        Json.write(ctx, error.status(), answer);
    }

    /// The characters that RFC 6749 §5.2 allows in a description.
    private static String plain(String text) {
        return text.replaceAll("[^\\x20-\\x21\\x23-\\x5B\\x5D-\\x7E]", "'");
    }

    private static void open(Context ctx, Map<String, Object> document) {
        ctx.header("Cache-Control", PUBLIC_FOR_A_WHILE);
        Json.write(ctx, 200, document);
    }

    /// What a login answers; the type is always that of an access token or a ticket of ours.
    static Map<String, Object> granted(Minting.Minted minted) {
        return granted(minted, minted.token().mayAct().isPresent() ? TokenExchange.JWT : TokenExchange.ACCESS_TOKEN);
    }
}
