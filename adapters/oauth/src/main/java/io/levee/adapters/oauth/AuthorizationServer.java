package io.levee.adapters.oauth;

import io.levee.consent.OpenStops;
import io.levee.consent.Runs;
import io.levee.identity.ActorId;
import io.levee.identity.AgentCredentials;
import io.levee.identity.Audience;
import io.levee.identity.Directory;
import io.levee.identity.IdentityRefusal;
import io.levee.identity.OnceOnly;
import io.levee.identity.SigningKeys;
import io.levee.ledger.Freshness;
import io.levee.ledger.Ledger;
import io.levee.ledger.ReplicaView;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/// All doors of the authorization server, built on what it stands on.
public record AuthorizationServer(
        ServerMetadata metadata,
        KeyRing keys,
        TokenIssuer issuer,
        TokenVerifier tokens,
        ClientAuthentication clients,
        TokenExchange exchange,
        Introspection introspection,
        TokenRevocation revocation,
        Enrolment enrolment,
        LoginCodes codes,
        PersonTokens people) {
    /// Refusals that are recorded at once, and one more each [#RECORDED_EVERY]: strangers do not fill the ledger.
    private static final int RECORDED_BURST = 200;

    private static final Duration RECORDED_EVERY = Duration.ofMillis(100);

    /// @param issuer      the URL of the API as clients see it, without a slash at its end; the same on every replica
    /// @param revocations follows family IDENTITY
    /// @param stops       follows family STOP
    public record Ground(
            String issuer,
            MasterKey master,
            SigningKeys signingKeys,
            AgentCredentials credentials,
            OnceOnly onceOnly,
            PersonTokens people,
            Supplier<Directory> directory,
            Revocations revocations,
            OpenStops stops,
            Runs runs,
            Ledger ledger,
            ReplicaView replicas,
            Freshness freshness,
            InstantSource clock,
            SecureRandom random) {}

    public static AuthorizationServer open(Ground on) {
        ServerMetadata metadata = new ServerMetadata(on.issuer());
        Standing standing = new Standing(on.directory(), on.revocations(), on.stops(), on.runs());
        KeyRing keys = KeyRing.open(on.signingKeys(), on.master(), on.ledger(), on.clock(), on.random());
        TokenIssuer issuer =
                new TokenIssuer(on.issuer(), keys, standing, on.ledger(), on.freshness(), on.clock(), on.random());
        TokenVerifier tokens = new TokenVerifier(on.issuer(), keys, standing, on.clock());
        ClientAuthentication clients = new ClientAuthentication(
                on.directory(), on.credentials(), on.onceOnly(), on.clock(), on.issuer(), metadata.tokenEndpoint());
        TokenExchange exchange = new TokenExchange(
                clients,
                tokens,
                on.people(),
                issuer,
                on.directory(),
                on.ledger(),
                new Pace(RECORDED_BURST, RECORDED_EVERY, on.clock()));
        return new AuthorizationServer(
                metadata,
                keys,
                issuer,
                tokens,
                clients,
                exchange,
                new Introspection(tokens, on.issuer()),
                new TokenRevocation(tokens, on.ledger(), on.replicas(), on.clock()),
                new Enrolment(on.credentials(), on.directory(), on.ledger(), on.clock(), on.random()),
                new LoginCodes(issuer, on.clock(), on.random()),
                on.people());
    }

    /// Logs a person in with a token of the organisation's issuer.
    ///
    /// @param forAgent for a ticket that this agent alone can exchange
    public Minting login(String issuersToken, Optional<ActorId> forAgent) {
        return switch (people.prove(issuersToken)) {
            case PersonTokens.Proof.Person proven ->
                issuer.login(proven.person(), proven.issuer(), forAgent, proven.expiresAt());
            case PersonTokens.Proof.Nobody(var refusal, var detail) ->
                new Minting.Refused(new TokenCheck.Bad(refusal, detail));
        };
    }

    /// A person's own token, used in person; an agent's is refused.
    public TokenCheck inPerson(String bearer) {
        TokenCheck check = tokens.check(bearer, Audience.API);
        return check instanceof TokenCheck.Good(var token)
                        && !token.chain().agents().isEmpty()
                ? new TokenCheck.Bad(IdentityRefusal.LOGIN_REFUSED, "this is for people in person")
                : check;
    }
}
