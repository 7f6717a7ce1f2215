package io.levee.facts;

import io.levee.identity.ActorId;
import io.levee.identity.Chain;
import io.levee.identity.SessionId;
import io.levee.identity.TokenId;
import java.time.Instant;
import java.util.Optional;

/// What happened to credentials and tokens. Never the credential itself.
public sealed interface IdentityFact extends Fact {
    /// A person proved who they are.
    ///
    /// @param method `local` or the issuer of the OIDC token
    record LoggedIn(ActorId person, TokenId token, String method, Instant expiresAt) implements IdentityFact {}

    /// @param parent      the token that was exchanged for it; empty where a person logged in
    /// @param startedFrom the person's session from which this one was started; empty where it is that session
    record TokenIssued(
            TokenId token,
            Optional<TokenId> parent,
            SessionId session,
            Chain chain,
            String audience,
            Instant expiresAt,
            @Later Optional<SessionId> startedFrom)
            implements IdentityFact {
        /// Of a session that nobody started from another.
        public TokenIssued(
                TokenId token,
                Optional<TokenId> parent,
                SessionId session,
                Chain chain,
                String audience,
                Instant expiresAt) {
            this(token, parent, session, chain, audience, expiresAt, Optional.empty());
        }
    }

    record ExchangeRefused(Optional<ActorId> agent, Optional<ActorId> person, String reason, String detail)
            implements IdentityFact {}

    /// @param expiresAt when the token would have ended anyway; a projection may forget it then
    record TokenRevoked(TokenId token, ActorId by, String reason, Instant expiresAt) implements IdentityFact {}

    /// Every token of the scope that was minted up to `until` is revoked.
    record ScopeRevoked(Scope scope, Instant until, StopId stop) implements IdentityFact {}

    /// An agent got a credential of its own.
    ///
    /// @param kind       `key` or `secret`
    /// @param thumbprint RFC 7638 of the public key, or the id of the secret
    record CredentialEnrolled(ActorId agent, String kind, String thumbprint, ActorId by) implements IdentityFact {}

    record CredentialWithdrawn(ActorId agent, String thumbprint, ActorId by) implements IdentityFact {}

    /// @param keyId     the key that signs next
    /// @param retiresAt when tokens of the key before it are no longer accepted
    record SigningKeyRotated(String keyId, Instant retiresAt) implements IdentityFact {}

    /// See [Fact#subject].
    default String about() {
        return switch (this) {
            case LoggedIn login -> login.token().value();
            case TokenIssued issued -> issued.token().value();
            case ExchangeRefused refused ->
                refused.agent().map(ActorId::toString).orElse("unknown");
            case TokenRevoked revoked -> revoked.token().value();
            case ScopeRevoked revoked -> revoked.stop().value();
            case CredentialEnrolled enrolled -> enrolled.agent().toString();
            case CredentialWithdrawn withdrawn -> withdrawn.agent().toString();
            case SigningKeyRotated rotated -> rotated.keyId();
        };
    }
}
