package io.levee.adapters.oauth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import io.levee.facts.IdentityFact;
import io.levee.fault.ErrorCode;
import io.levee.fault.LeveeException;
import io.levee.identity.ActorId;
import io.levee.identity.Audience;
import io.levee.identity.Chain;
import io.levee.identity.SessionId;
import io.levee.identity.TokenId;
import io.levee.ledger.Freshness;
import io.levee.ledger.Ledger;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Mints tokens: ES256, `at+jwt`, recorded before anybody holds one. Only this class signs.
///
/// INVARIANT I2: the chain of a child is its parent's, or that with one more agent; its end is never later.
public final class TokenIssuer {
    static final JWSAlgorithm ALGORITHM = JWSAlgorithm.ES256;
    /// RFC 9068. Says that this is no client assertion and no id token, whatever else it looks like.
    static final String TYPE = "at+jwt";

    private final String issuer;
    private final KeyRing keys;
    private final Standing standing;
    private final Ledger ledger;
    private final Freshness freshness;
    private final InstantSource clock;
    private final RandomGenerator random;

    public TokenIssuer(
            String issuer,
            KeyRing keys,
            Standing standing,
            Ledger ledger,
            Freshness freshness,
            InstantSource clock,
            RandomGenerator random) {
        this.issuer = issuer;
        this.keys = keys;
        this.standing = standing;
        this.ledger = ledger;
        this.freshness = freshness;
        this.clock = clock;
        this.random = random;
    }

    /// A token for a person who proved who they are: to use in person, or, where `forAgent` is there, a ticket that
    /// this agent alone can exchange. Each starts a session of its own.
    ///
    /// @param until the end of whatever proved it; the token never outlives that
    public Minting login(ActorId person, String method, Optional<ActorId> forAgent, Instant until) {
        Duration lifetime = forAgent.isPresent() ? Lifetimes.TICKET : Lifetimes.PERSON;
        VerifiedToken token = new VerifiedToken(
                newTokenId(),
                List.of(),
                new SessionId(Ids.of("s", random)),
                Optional.empty(),
                Chain.of(person),
                forAgent.isPresent() ? Audience.EXCHANGE : Audience.API,
                forAgent,
                now(),
                earlier(now().plus(lifetime), until));
        return mint(token, Optional.of(method));
    }

    /// A ticket that `agent` alone can exchange, from a person's own token. It starts a session of its own: one run of
    /// that agent.
    public Minting ticket(VerifiedToken parent, ActorId agent) {
        SessionId session = parent.chain().agents().isEmpty() ? new SessionId(Ids.of("s", random)) : parent.session();
        return child(parent, parent.chain(), session, Audience.EXCHANGE, Optional.of(agent), Lifetimes.TICKET);
    }

    /// A token for an agent that is Levee itself, which shows no credential: nobody outside ever
    /// holds the token. It is recorded, bounded by the passport and ended by stops like any other
    /// (I9), and it starts a session of its own.
    public Minting own(ActorId agent, ActorId person, Duration lifetime) {
        return own(Chain.of(person, agent), new SessionId(Ids.of("s", random)), Optional.empty(), lifetime);
    }

    /// A token for a run that Levee itself began and looks after, of its session: what ends that run
    /// ends the token, and what that run has read its next token has read.
    ///
    /// @param startedFrom the session in which somebody asked for the run
    public Minting own(Chain chain, SessionId session, Optional<SessionId> startedFrom, Duration lifetime) {
        VerifiedToken token = new VerifiedToken(
                newTokenId(),
                List.of(),
                session,
                startedFrom,
                chain,
                Audience.GATEWAY,
                Optional.empty(),
                now(),
                earlier(now().plus(lifetime), now().plus(Lifetimes.ACCESS)));
        return mint(token, Optional.empty());
    }

    /// A person's own token from another one of theirs, as the login code of a browser needs it.
    Minting again(VerifiedToken parent) {
        return child(parent, parent.chain(), parent.session(), parent.audience(), Optional.empty(), Lifetimes.PERSON);
    }

    /// What an exchange grants.
    Minting exchanged(VerifiedToken parent, Chain chain, Audience audience) {
        return child(parent, chain, parent.session(), audience, Optional.empty(), Lifetimes.ACCESS);
    }

    private Minting child(
            VerifiedToken parent,
            Chain chain,
            SessionId session,
            Audience audience,
            Optional<ActorId> mayAct,
            Duration lifetime) {
        if (!chain.principals().containsAll(parent.chain().principals())) {
            throw new IllegalArgumentException("an exchange cannot drop anybody from a chain");
        }
        VerifiedToken token = new VerifiedToken(
                newTokenId(),
                parent.lineage(),
                session,
                parent.origin(session),
                chain,
                audience,
                mayAct,
                now(),
                earlier(now().plus(lifetime), parent.expiresAt()));
        return mint(token, Optional.empty());
    }

    private Minting mint(VerifiedToken token, Optional<String> login) {
        if (freshness.age().compareTo(Freshness.CHANGES_DENIED_AFTER) > 0) {
            throw new LeveeException(
                    ErrorCode.DATABASE_UNAVAILABLE,
                    "no token is minted while this replica may have missed a stop: wait until it hears the others");
        }
        Optional<TokenCheck.Bad> before = standing.objection(token);
        if (before.isPresent()) {
            return new Minting.Refused(before.get());
        }
        String jwt = sign(token);
        login.ifPresent(method ->
                ledger.write(new IdentityFact.LoggedIn(token.chain().person(), token.id(), method, token.expiresAt())));
        ledger.write(new IdentityFact.TokenIssued(
                token.id(),
                token.ancestors().isEmpty()
                        ? Optional.empty()
                        : Optional.of(token.ancestors().getLast()),
                token.session(),
                token.chain(),
                token.audience().claim(),
                token.expiresAt(),
                token.startedFrom()));
        // a stop that was ordered meanwhile may not have counted this token among those that it ends
        return standing.objection(token)
                .<Minting>map(Minting.Refused::new)
                .orElseGet(() -> new Minting.Minted(jwt, token, now()));
    }

    private String sign(VerifiedToken token) {
        KeyRing.Signing key = keys.signing();
        JWSObject jws = new JWSObject(
                new JWSHeader.Builder(ALGORITHM)
                        .type(new JOSEObjectType(TYPE))
                        .keyID(key.keyId())
                        .build(),
                new Payload(Claims.of(token, issuer)));
        try {
            jws.sign(key.signer());
        } catch (JOSEException e) {
            throw new LeveeException(
                    ErrorCode.INTERNAL, "the signing key `%s` does not sign".formatted(key.keyId()), e);
        }
        return jws.serialize();
    }

    private TokenId newTokenId() {
        return new TokenId(Ids.of("t", random));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static Instant earlier(Instant one, Instant other) {
        Instant first = one.isBefore(other) ? one : other;
        return first.truncatedTo(ChronoUnit.SECONDS);
    }
}
