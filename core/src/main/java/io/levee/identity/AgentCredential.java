package io.levee.identity;

import java.time.Instant;

/// What one agent proves itself with. Knowing this proves nothing: it is the public key, or the hash of the secret.
public sealed interface AgentCredential {
    ActorId agent();

    /// Names it: RFC 7638 of the key, or an id of the secret.
    String thumbprint();

    ActorId enrolledBy();

    Instant enrolledAt();

    /// @param publicJwk for private_key_jwt (RFC 7523)
    record PublicKey(ActorId agent, String thumbprint, String publicJwk, ActorId enrolledBy, Instant enrolledAt)
            implements AgentCredential {}

    /// @param salt base64
    /// @param hash SHA-256 over salt and secret, base64; no slow hash, because the secret is 256 random bits
    record SecretHash(
            ActorId agent, String thumbprint, String salt, String hash, ActorId enrolledBy, Instant enrolledAt)
            implements AgentCredential {}
}
