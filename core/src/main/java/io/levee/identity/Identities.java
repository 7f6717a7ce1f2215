package io.levee.identity;

/// Finds out who is calling. Implementations are thread-safe, never throw for what a caller sent, and take
/// revocations into account at the moment of the call.
public interface Identities {
    /// @param bearer   the credential after `Bearer `, or the empty string where none was sent
    /// @param audience which endpoint was called; a token for another one is refused
    Identity identify(String bearer, Audience audience);
}
