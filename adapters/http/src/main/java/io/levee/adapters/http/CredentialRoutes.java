package io.levee.adapters.http;

import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import io.levee.adapters.oauth.AuthorizationServer;
import io.levee.adapters.oauth.Enrolment;
import io.levee.adapters.oauth.LocalLogin;
import io.levee.adapters.oauth.TokenCheck;
import io.levee.catalog.AssetId;
import io.levee.consent.Action;
import io.levee.consent.Consent;
import io.levee.consent.Consents;
import io.levee.identity.ActorId;
import io.levee.identity.IdentityRefusal;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// How agents get credentials of their own. By a person who may administer the agent, or by the user
/// of this machine.
public final class CredentialRoutes implements Routes {
    private final AuthorizationServer server;
    private final LocalLogin local;
    private final Consents consents;

    public CredentialRoutes(AuthorizationServer server, LocalLogin local, Consents consents) {
        this.server = server;
        this.local = local;
        this.consents = consents;
    }

    @Override
    public void register(JavalinDefaultRoutingApi routing) {
        routing.post("/v1/agents/{agent}/credentials", ctx -> administer(ctx, (agent, by) -> enrol(ctx, agent, by)));
        routing.delete(
                "/v1/agents/{agent}/credentials/{thumbprint}",
                ctx -> administer(ctx, (agent, by) -> withdraw(ctx, agent, by)));
    }

    /// @param kind `secret`, or `key` with a public JWK
    record Body(@Nullable String kind, @Nullable JsonNode jwk) {}

    private void enrol(Context ctx, ActorId agent, ActorId by) {
        Body body = Json.read(ctx, Body.class);
        String kind = LoginRoutes.required("kind", body.kind());
        switch (kind) {
            case "secret" -> {
                Enrolment.NewSecret made = server.enrolment().secret(agent, by);
                Json.write(ctx, 201, Map.of("kind", kind, "thumbprint", made.thumbprint(), "secret", made.secret()));
            }
            case "key" -> {
                JsonNode jwk = body.jwk();
                if (jwk == null) {
                    throw new BadInput("the member `jwk` is missing: send the public key");
                }
                String thumbprint = BadInput.parse(
                        jwk.toString(), text -> server.enrolment().key(agent, text, by));
                Json.write(ctx, 201, Map.of("kind", kind, "thumbprint", thumbprint));
            }
            default -> throw new BadInput("the kind of a credential is `secret` or `key`");
        }
    }

    private void withdraw(Context ctx, ActorId agent, ActorId by) {
        if (server.enrolment().withdraw(agent, ctx.pathParam("thumbprint"), by)) {
            ctx.status(204);
        } else {
            Problems.missing(ctx, "`%s` has no such credential".formatted(agent));
        }
    }

    private void administer(Context ctx, BiConsumer<ActorId, ActorId> then) {
        ActorId agent = BadInput.parse(ctx.pathParam("agent"), ActorId::agent);
        if (Guard.bearer(ctx).isEmpty()) {
            if (local.proves(OAuthRoutes.authorization(ctx))) {
                then.accept(agent, LocalLogin.MACHINE_USER);
            } else {
                Problems.refuse(ctx, IdentityRefusal.CREDENTIAL_MISSING, "");
            }
            return;
        }
        switch (server.inPerson(Guard.bearer(ctx))) {
            case TokenCheck.Bad(var refusal, var detail) -> Problems.refuse(ctx, refusal, detail);
            case TokenCheck.Good(var token) -> {
                AssetId asset = new AssetId("agent", agent.name());
                switch (consents.seek(token.chain(), Action.ADMINISTER, asset)) {
                    case Consent.Given _ -> then.accept(agent, token.chain().person());
                    case Consent.Held _ -> throw new IllegalStateException("only reads and changes are held");
                    case Consent.Withheld withheld ->
                        Problems.refuse(
                                ctx, withheld.refusal(), withheld.principal().toString());
                }
            }
        }
    }
}
