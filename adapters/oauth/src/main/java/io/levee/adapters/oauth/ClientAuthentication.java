package io.levee.adapters.oauth;

import com.nimbusds.jose.jwk.JWK;
import io.levee.identity.ActorId;
import io.levee.identity.AgentCredential;
import io.levee.identity.AgentCredentials;
import io.levee.identity.Directory;
import io.levee.identity.IdentityRefusal;
import io.levee.identity.OnceOnly;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// Finds out which agent is asking: `private_key_jwt` (RFC 7523), `client_secret_basic` or `client_secret_post`, one of
/// them and no more. The client id is the agent's name.
public final class ClientAuthentication {
    /// RFC 7523 §2.2.
    public static final String ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
    /// Of a `jti`, a secret, an `Authorization` header.
    private static final int TEXT_MAX = 1024;

    private final Supplier<Directory> directory;
    private final AgentCredentials credentials;
    private final OnceOnly used;
    private final InstantSource clock;
    private final Set<String> audiences;

    /// @param issuer        ours, which an assertion may name as its audience
    /// @param tokenEndpoint the other thing that it may name
    public ClientAuthentication(
            Supplier<Directory> directory,
            AgentCredentials credentials,
            OnceOnly used,
            InstantSource clock,
            String issuer,
            String tokenEndpoint) {
        this.directory = directory;
        this.credentials = credentials;
        this.used = used;
        this.clock = clock;
        this.audiences = Set.of(issuer, tokenEndpoint);
    }

    /// Who the client turned out to be.
    public sealed interface Client {
        record Known(ActorId agent) implements Client {}

        /// @param claimed who it said it was, where that is a name at all
        record Unknown(IdentityRefusal refusal, Optional<ActorId> claimed, String detail) implements Client {}
    }

    /// @param authorization the header, empty where none was sent
    public Client authenticate(String authorization, Form form) {
        boolean basic = authorization.regionMatches(true, 0, "Basic ", 0, 6);
        boolean post = form.has("client_secret");
        boolean assertion = form.has("client_assertion") || form.has("client_assertion_type");
        if ((basic ? 1 : 0) + (post ? 1 : 0) + (assertion ? 1 : 0) != 1) {
            return refused(
                    basic || post || assertion ? IdentityRefusal.AGENT_CREDENTIAL : IdentityRefusal.CREDENTIAL_MISSING,
                    Optional.empty(),
                    "exactly one of client_assertion, client_secret and Basic");
        }
        if (basic) {
            return basic(authorization.substring(6), form);
        }
        return post ? secret(form.text("client_id"), form.text("client_secret")) : assertion(form);
    }

    private Client basic(String encoded, Form form) {
        String pair;
        try {
            pair = new String(Base64.getDecoder().decode(encoded.strip()), StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            if (colon < 0 || pair.length() > TEXT_MAX) {
                return refused(IdentityRefusal.AGENT_CREDENTIAL, Optional.empty(), "Basic");
            }
            // RFC 6749 §2.3.1: both are form-encoded before they are joined
            String id = URLDecoder.decode(pair.substring(0, colon), StandardCharsets.UTF_8);
            String secret = URLDecoder.decode(pair.substring(colon + 1), StandardCharsets.UTF_8);
            if (form.has("client_id") && !form.text("client_id").equals(id)) {
                return refused(IdentityRefusal.AGENT_CREDENTIAL, Optional.empty(), "two client ids");
            }
            return secret(id, secret);
        } catch (IllegalArgumentException _) {
            return refused(IdentityRefusal.AGENT_CREDENTIAL, Optional.empty(), "Basic");
        }
    }

    private Client secret(String clientId, String secret) {
        Optional<ActorId> agent = agent(clientId);
        if (agent.isEmpty() || secret.length() > TEXT_MAX) {
            return refused(IdentityRefusal.AGENT_CREDENTIAL, agent, "secret");
        }
        boolean matches = false;
        for (AgentCredential credential : credentials.of(agent.get())) {
            if (credential instanceof AgentCredential.SecretHash stored) {
                matches |= Secrets.same(Secrets.hash(stored.salt(), secret), stored.hash());
            }
        }
        return matches ? known(agent.get()) : refused(IdentityRefusal.AGENT_CREDENTIAL, agent, "secret");
    }

    private Client assertion(Form form) {
        if (!form.text("client_assertion_type").equals(ASSERTION_TYPE)) {
            return refused(IdentityRefusal.AGENT_CREDENTIAL, Optional.empty(), "client_assertion_type");
        }
        Client client = assertion(form.text("client_assertion"));
        if (client instanceof Client.Known(var agent)
                && form.has("client_id")
                && !form.text("client_id").equals(agent.name())) {
            return refused(IdentityRefusal.AGENT_CREDENTIAL, Optional.of(agent), "two client ids");
        }
        return client;
    }

    /// A JWT that an agent signed with its own key to say "this is me, now, to you".
    Client assertion(String compact) {
        if (compact.length() > CompactJwt.SIZE_MAX) {
            return refused(IdentityRefusal.TOKEN_TOO_LARGE, Optional.empty(), "client_assertion");
        }
        Optional<ActorId> agent = Optional.empty();
        try {
            CompactJwt jwt = CompactJwt.parse(compact);
            String issuer = Claims.text(jwt.claims(), "iss");
            agent = agent(issuer);
            if (agent.isEmpty() || !issuer.equals(jwt.claims().get("sub"))) {
                return refused(IdentityRefusal.AGENT_CREDENTIAL, agent, "iss and sub are the client id");
            }
            if (jwt.hasCritical() || !signedByOneOf(jwt, credentials.of(agent.get()))) {
                return refused(IdentityRefusal.AGENT_CREDENTIAL, agent, "signature");
            }
            Optional<String> wrong = wrong(jwt);
            if (wrong.isPresent()) {
                return refused(IdentityRefusal.AGENT_CREDENTIAL, agent, wrong.get());
            }
            Instant end = Claims.seconds(jwt.claims(), "exp").plus(Lifetimes.SKEW);
            if (!used.use(agent.get(), Claims.text(jwt.claims(), "jti"), end)) {
                return refused(IdentityRefusal.ASSERTION_REPLAYED, agent, "jti");
            }
            return known(agent.get());
        } catch (IllegalArgumentException _) {
            return refused(IdentityRefusal.AGENT_CREDENTIAL, agent, "malformed");
        }
    }

    private static boolean signedByOneOf(CompactJwt jwt, List<AgentCredential> candidates) {
        for (AgentCredential candidate : candidates) {
            if (candidate instanceof AgentCredential.PublicKey enrolled) {
                JWK key = PublicKeys.parse(enrolled.publicJwk());
                if (PublicKeys.signed(jwt, key)) {
                    return true;
                }
            }
        }
        return false;
    }

    private Optional<String> wrong(CompactJwt jwt) {
        Object audience = jwt.claims().get("aud");
        Object only = audience instanceof List<?> list && list.size() == 1 ? list.getFirst() : audience;
        boolean ours = only instanceof String named && audiences.contains(named);
        if (!ours) {
            return Optional.of("aud");
        }
        Instant now = clock.instant();
        Instant end = Claims.seconds(jwt.claims(), "exp");
        if (!now.isBefore(end.plus(Lifetimes.SKEW))
                || end.isAfter(now.plus(Lifetimes.ASSERTION_MAX).plus(Lifetimes.SKEW))) {
            return Optional.of("exp");
        }
        for (String name : List.of("nbf", "iat")) {
            if (jwt.claims().containsKey(name)
                    && Claims.seconds(jwt.claims(), name).isAfter(now.plus(Lifetimes.SKEW))) {
                return Optional.of(name);
            }
        }
        String id = Claims.text(jwt.claims(), "jti");
        return id.isEmpty() || id.length() > TEXT_MAX ? Optional.of("jti") : Optional.empty();
    }

    private Client known(ActorId agent) {
        return directory.get().passport(agent).isPresent()
                ? new Client.Known(agent)
                : refused(IdentityRefusal.AGENT_UNKNOWN, Optional.of(agent), agent.toString());
    }

    private static Optional<ActorId> agent(String name) {
        try {
            return Optional.of(ActorId.agent(name));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static Client refused(IdentityRefusal refusal, Optional<ActorId> claimed, String detail) {
        return new Client.Unknown(refusal, claimed, detail);
    }
}
