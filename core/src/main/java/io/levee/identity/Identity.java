package io.levee.identity;

import java.time.Instant;
import java.util.Optional;

/// What a credential turned out to be.
public sealed interface Identity {
    /// A chain that was authenticated. That says who is calling, not what they may do.
    ///
    /// @param session     the run of the agent that this token belongs to
    /// @param issuedAt    when the token was minted; a stop covers every token minted before it
    /// @param startedFrom the person's session from which this one was started
    record Known(
            Chain chain,
            SessionId session,
            TokenId token,
            Instant issuedAt,
            Instant expiresAt,
            Optional<SessionId> startedFrom)
            implements Identity {
        /// Of a session that nobody started from another.
        public Known(Chain chain, SessionId session, TokenId token, Instant issuedAt, Instant expiresAt) {
            this(chain, session, token, issuedAt, expiresAt, Optional.empty());
        }
    }

    /// Nobody that Levee knows.
    ///
    /// @param detail ids only; never a token, not even a part of one
    record Unknown(IdentityRefusal refusal, String detail) implements Identity {}
}
