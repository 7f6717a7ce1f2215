package io.levee.adapters.http;

import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import io.levee.adapters.oauth.AuthorizationServer;
import io.levee.adapters.oauth.LocalLogin;
import io.levee.adapters.oauth.Minting;
import io.levee.adapters.oauth.TokenCheck;
import io.levee.adapters.oauth.VerifiedToken;
import io.levee.identity.ActorId;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// How people get tokens: for themselves, for one agent, and for their browser.
public final class LoginRoutes implements Routes {
    private final AuthorizationServer server;
    private final LocalLogin local;

    public LoginRoutes(AuthorizationServer server, LocalLogin local) {
        this.server = server;
        this.local = local;
    }

    @Override
    public void register(JavalinDefaultRoutingApi routing) {
        routing.post("/v1/login/local", this::local);
        routing.post("/v1/login/oidc", this::oidc);
        routing.post("/v1/login/agent", this::agent);
        routing.post("/v1/login/code", this::code);
        routing.post("/v1/login/exchange-code", this::exchangeCode);
    }

    record LocalBody(@Nullable String person, @Nullable String for_agent) {}

    record OidcBody(@Nullable String token, @Nullable String for_agent) {}

    record AgentBody(@Nullable String agent) {}

    record CodeBody(@Nullable String code) {}

    /// With `Authorization: Local SECRET`.
    private void local(Context ctx) {
        LocalBody body = Json.read(ctx, LocalBody.class);
        ActorId person = BadInput.parse(required("person", body.person()), ActorId::person);
        answer(ctx, local.login(OAuthRoutes.authorization(ctx), person, agent(body.for_agent())));
    }

    /// With a token of the organisation's issuer.
    private void oidc(Context ctx) {
        OidcBody body = Json.read(ctx, OidcBody.class);
        answer(ctx, server.login(required("token", body.token()), agent(body.for_agent())));
    }

    /// With the person's own token: a ticket that this agent alone can exchange.
    private void agent(Context ctx) {
        AgentBody body = Json.read(ctx, AgentBody.class);
        ActorId agent = BadInput.parse(required("agent", body.agent()), ActorId::agent);
        inPerson(ctx, token -> answer(ctx, server.issuer().ticket(token, agent)));
    }

    /// With the person's own token: a code that opens the console once.
    private void code(Context ctx) {
        inPerson(
                ctx, token -> Json.write(ctx, 200, Map.of("code", server.codes().open(token))));
    }

    private void exchangeCode(Context ctx) {
        CodeBody body = Json.read(ctx, CodeBody.class);
        answer(ctx, server.codes().exchange(required("code", body.code())));
    }

    private void inPerson(Context ctx, Consumer<VerifiedToken> then) {
        switch (server.inPerson(Guard.bearer(ctx))) {
            case TokenCheck.Good(var token) -> then.accept(token);
            case TokenCheck.Bad(var refusal, var detail) -> Problems.refuse(ctx, refusal, detail);
        }
    }

    private static void answer(Context ctx, Minting minting) {
        switch (minting) {
            case Minting.Minted minted -> Json.write(ctx, 200, OAuthRoutes.granted(minted));
            case Minting.Refused(var why) -> Problems.refuse(ctx, why.refusal(), why.detail());
        }
    }

    private static Optional<ActorId> agent(@Nullable String name) {
        return name == null ? Optional.empty() : Optional.of(BadInput.parse(name, ActorId::agent));
    }

    static String required(String member, @Nullable String value) {
        if (value == null) {
            throw new BadInput("the member `%s` is missing".formatted(member));
        }
        return value;
    }
}
