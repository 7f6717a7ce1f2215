package io.levee.adapters.oauth;

import io.levee.identity.IdentityRefusal;

/// What a token turned out to be.
public sealed interface TokenCheck {
    record Good(VerifiedToken token) implements TokenCheck {}

    /// @param detail ids only, never a token
    record Bad(IdentityRefusal refusal, String detail) implements TokenCheck {}
}
