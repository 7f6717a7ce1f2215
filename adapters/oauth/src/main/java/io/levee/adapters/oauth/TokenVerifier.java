package io.levee.adapters.oauth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.JWSVerifier;
import io.levee.identity.Audience;
import io.levee.identity.Identities;
import io.levee.identity.Identity;
import io.levee.identity.IdentityRefusal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;

/// Finds out who a token speaks for. Thread-safe.
///
/// The signature and the shape of a token never change, so they are checked once and remembered by its SHA-256. Whether
/// it stands is asked anew each time ([Standing]): a cache of answers would be a cache of rights (I2).
public final class TokenVerifier implements Identities {
    /// Tokens whose signature is remembered; one more is checked again, nothing else happens.
    public static final int REMEMBERED_MAX = 50_000;

    private final String issuer;
    private final KeyRing keys;
    private final Standing standing;
    private final InstantSource clock;
    private final Cache<Digest, Signed> remembered = Caffeine.newBuilder()
            .maximumSize(REMEMBERED_MAX)
            .expireAfterWrite(Lifetimes.TOKEN_MAX)
            .build();

    private record Signed(VerifiedToken token, String keyId) {}

    /// What is remembered is no credential.
    private static final class Digest {
        private final byte[] bytes;

        private Digest(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Digest digest && Arrays.equals(bytes, digest.bytes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }
    }

    public TokenVerifier(String issuer, KeyRing keys, Standing standing, InstantSource clock) {
        this.issuer = issuer;
        this.keys = keys;
        this.standing = standing;
        this.clock = clock;
    }

    @Override
    public Identity identify(String bearer, Audience audience) {
        return switch (check(bearer, audience)) {
            case TokenCheck.Bad(var refusal, var detail) -> new Identity.Unknown(refusal, detail);
            case TokenCheck.Good(var token) ->
                new Identity.Known(
                        token.chain(),
                        token.session(),
                        token.id(),
                        token.mintedAt(),
                        token.expiresAt(),
                        token.startedFrom());
        };
    }

    /// Everything: shape, signature, audience, time, and whether it stands now.
    public TokenCheck check(String compact, Audience... audiences) {
        TokenCheck read = read(compact);
        if (!(read instanceof TokenCheck.Good(var token))) {
            return read;
        }
        if (!Arrays.asList(audiences).contains(token.audience())) {
            return new TokenCheck.Bad(
                    IdentityRefusal.TOKEN_AUDIENCE, token.audience().claim());
        }
        Instant now = clock.instant();
        if (!now.isBefore(token.expiresAt().plus(Lifetimes.SKEW))) {
            return new TokenCheck.Bad(IdentityRefusal.TOKEN_EXPIRED, token.id().value());
        }
        if (now.isBefore(token.mintedAt().minus(Lifetimes.SKEW))) {
            return new TokenCheck.Bad(
                    IdentityRefusal.TOKEN_NOT_YET_VALID, token.id().value());
        }
        Optional<TokenCheck.Bad> objection = standing.objection(token);
        return objection.isPresent() ? objection.get() : read;
    }

    /// Shape and signature only: says what a token is, not that it is good for anything.
    TokenCheck read(String compact) {
        if (compact.isEmpty()) {
            return new TokenCheck.Bad(IdentityRefusal.CREDENTIAL_MISSING, "");
        }
        if (compact.length() > CompactJwt.SIZE_MAX) {
            return new TokenCheck.Bad(IdentityRefusal.TOKEN_TOO_LARGE, "%d characters".formatted(compact.length()));
        }
        Digest digest = digest(compact);
        Signed known = remembered.getIfPresent(digest);
        if (known != null && keys.accepts(known.keyId())) {
            return new TokenCheck.Good(known.token());
        }
        return readAnew(compact, digest);
    }

    private TokenCheck readAnew(String compact, Digest digest) {
        CompactJwt jwt;
        try {
            jwt = CompactJwt.parse(compact);
        } catch (IllegalArgumentException _) {
            return new TokenCheck.Bad(IdentityRefusal.TOKEN_MALFORMED, "");
        }
        if (!TokenIssuer.ALGORITHM.getName().equals(jwt.header().get("alg"))) {
            return new TokenCheck.Bad(IdentityRefusal.TOKEN_ALGORITHM, "");
        }
        if (jwt.hasCritical() || !TokenIssuer.TYPE.equals(jwt.header().get("typ"))) {
            return new TokenCheck.Bad(IdentityRefusal.TOKEN_MALFORMED, "");
        }
        String keyId = jwt.headerText("kid").orElse("");
        Optional<JWSVerifier> verifier = keys.verifier(keyId);
        if (verifier.isEmpty()) {
            return new TokenCheck.Bad(IdentityRefusal.TOKEN_KEY_UNKNOWN, "");
        }
        if (!jwt.signedBy(verifier.get(), TokenIssuer.ALGORITHM)) {
            return new TokenCheck.Bad(IdentityRefusal.TOKEN_SIGNATURE, "");
        }
        TokenCheck read = Claims.read(jwt.claims(), issuer);
        if (read instanceof TokenCheck.Good(var token)) {
            remembered.put(digest, new Signed(token, keyId));
        }
        return read;
    }

    private static Digest digest(String compact) {
        try {
            return new Digest(MessageDigest.getInstance("SHA-256").digest(compact.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
