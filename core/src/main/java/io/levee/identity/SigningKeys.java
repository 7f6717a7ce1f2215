package io.levee.identity;

import java.time.Instant;
import java.util.List;

/// Keeps the keys that sign tokens, shared by all replicas. A key is added and later forgotten, never changed; how
/// long it signs and is accepted follows from the key after it.
public interface SigningKeys {
    /// Keys kept at once; more means that nobody forgets them.
    int KEPT_MAX = 64;

    /// Oldest generation first.
    List<SealedKey> all();

    /// False where another replica added this generation first; the caller reads again.
    boolean add(SealedKey key);

    /// Erases a key whose last token has ended.
    void forget(int generation);

    /// @param generation    1 for the first, then without gaps, so that two replicas cannot both rotate
    /// @param publicJwk     what the world may see
    /// @param sealedPrivate the private part under the master key, base64; useless without it
    /// @param signsFrom     later than when it was added, so that everybody knows it before the first signature
    record SealedKey(int generation, String keyId, String publicJwk, String sealedPrivate, Instant signsFrom) {
        public SealedKey {
            Names.check("signing key", keyId);
            if (generation < 1) {
                throw new IllegalArgumentException("a generation starts at 1, not %d".formatted(generation));
            }
        }

        /// Without the private part, sealed or not.
        @Override
        public String toString() {
            return "key %s of generation %d, signs from %s".formatted(keyId, generation, signsFrom);
        }
    }
}
