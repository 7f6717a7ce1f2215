package io.levee.adapters.oauth;

import java.time.Duration;
import java.time.Instant;

/// What came of asking for a token.
public sealed interface Minting {
    /// @param jwt for whoever asked, and for nobody's log
    record Minted(String jwt, VerifiedToken token, Instant at) implements Minting {
        /// What OAuth calls `expires_in`.
        public long secondsLeft() {
            return Math.max(0, Duration.between(at, token.expiresAt()).toSeconds());
        }

        /// Without the token itself.
        @Override
        public String toString() {
            return "minted " + token.id();
        }
    }

    record Refused(TokenCheck.Bad why) implements Minting {}
}
