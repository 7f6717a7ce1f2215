package io.levee.adapters.oauth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import io.levee.facts.IdentityFact;
import io.levee.fault.ErrorCode;
import io.levee.fault.LeveeException;
import io.levee.identity.SigningKeys;
import io.levee.identity.SigningKeys.SealedKey;
import io.levee.ledger.Ledger;
import java.security.SecureRandom;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// This replica's view of the signing keys, and their rotation.
///
/// ```
/// added --(PUBLISHED_AHEAD)--> signs --(its successor signs)--> accepted --(TOKEN_MAX + SKEW)--> forgotten
/// ```
/// Every key is in the JWKS from being added until it is forgotten. Any replica may rotate; the generation number lets
/// one of them win. Readers see one immutable snapshot; whoever changes it holds the lock.
public final class KeyRing {
    /// How long a key signs before it is replaced.
    public static final Duration SIGNS_FOR = Duration.ofHours(24);
    /// Longer than any replica or client keeps an old JWKS.
    public static final Duration PUBLISHED_AHEAD = Duration.ofMinutes(15);
    /// A flood of unknown key ids costs the database at most one query in this time.
    private static final Duration LOOKED_UP_AGAIN_AFTER = Duration.ofSeconds(1);

    private final SigningKeys store;
    private final MasterKey master;
    private final Ledger ledger;
    private final InstantSource clock;
    private final SecureRandom random;
    private volatile Map<String, Opened> keys = Map.of();
    private Instant lookedUpAt = Instant.MIN;

    /// @param next when the key after it takes over; [Instant#MAX] while there is none
    private record Opened(SealedKey row, ECKey publicKey, JWSVerifier verifier, JWSSigner signer, Instant next) {
        boolean accepted(Instant now) {
            return now.isBefore(retiresAt(next));
        }
    }

    record Signing(String keyId, JWSSigner signer) {}

    private KeyRing(SigningKeys store, MasterKey master, Ledger ledger, InstantSource clock, SecureRandom random) {
        this.store = store;
        this.master = master;
        this.ledger = ledger;
        this.clock = clock;
        this.random = random;
    }

    /// Reads the keys, and makes the first one where there is none.
    public static KeyRing open(
            SigningKeys store, MasterKey master, Ledger ledger, InstantSource clock, SecureRandom random) {
        KeyRing ring = new KeyRing(store, master, ledger, clock, random);
        ring.tick();
        return ring;
    }

    /// Called about twice a minute: sees what other replicas did, rotates where it is time, forgets what has ended.
    public synchronized void tick() {
        reload();
        Instant now = clock.instant();
        Optional<SealedKey> newest = newest();
        if (newest.isEmpty()) {
            add(1, now);
        } else if (!newest.get()
                .signsFrom()
                .plus(SIGNS_FOR)
                .minus(PUBLISHED_AHEAD)
                .isAfter(now)) {
            rotate();
        }
        for (Opened key : keys.values()) {
            if (!key.accepted(now)) {
                store.forget(key.row().generation());
            }
        }
    }

    /// Announces a new key, which signs after [#PUBLISHED_AHEAD]; returns its id. Where a key is announced already,
    /// that one.
    public synchronized String rotate() {
        reload();
        Instant now = clock.instant();
        SealedKey newest = newest().orElseThrow();
        if (newest.signsFrom().isAfter(now)) {
            return newest.keyId();
        }
        return add(newest.generation() + 1, now.plus(PUBLISHED_AHEAD));
    }

    Signing signing() {
        Instant now = clock.instant();
        return keys.values().stream()
                .filter(key -> !key.row().signsFrom().isAfter(now) && key.next().isAfter(now))
                .findFirst()
                .map(key -> new Signing(key.row().keyId(), key.signer()))
                .orElseThrow(() -> new LeveeException(
                        ErrorCode.INTERNAL, "no signing key is valid now: check this machine's clock"));
    }

    /// Whether tokens under this key are accepted now; a key that is not known is looked for in the database.
    boolean accepts(String keyId) {
        return verifier(keyId).isPresent();
    }

    Optional<JWSVerifier> verifier(String keyId) {
        Opened known = keys.get(keyId);
        if (known == null) {
            lookUpAgain();
            known = keys.get(keyId);
        }
        return known != null && known.accepted(clock.instant()) ? Optional.of(known.verifier()) : Optional.empty();
    }

    /// RFC 7517, public parts only.
    public Map<String, Object> jwks() {
        Instant now = clock.instant();
        List<Map<String, Object>> accepted = keys.values().stream()
                .filter(key -> key.accepted(now))
                .map(key -> key.publicKey().toPublicJWK().toJSONObject())
                .toList();
        return Map.of("keys", accepted);
    }

    private synchronized void lookUpAgain() {
        Instant now = clock.instant();
        if (lookedUpAt.isBefore(now.minus(LOOKED_UP_AGAIN_AFTER))) {
            reload();
        }
    }

    private void reload() {
        lookedUpAt = clock.instant();
        List<SealedKey> rows = store.all();
        Map<String, Opened> opened = new LinkedHashMap<>();
        for (int i = 0; i < rows.size(); i++) {
            SealedKey row = rows.get(i);
            Instant next = i + 1 < rows.size() ? rows.get(i + 1).signsFrom() : Instant.MAX;
            Opened known = keys.get(row.keyId());
            opened.put(
                    row.keyId(),
                    known == null
                            ? open(row, next)
                            : new Opened(row, known.publicKey(), known.verifier(), known.signer(), next));
        }
        keys = opened;
    }

    private Opened open(SealedKey row, Instant next) {
        try {
            ECKey pair = ECKey.parse(master.unseal(row.keyId(), row.sealedPrivate()));
            ECKey published = ECKey.parse(row.publicJwk());
            // INVARIANT: the public column is not sealed; whoever can write to the database must not add a key of
            // theirs
            if (!pair.toPublicJWK().equals(published)) {
                throw new LeveeException(
                        ErrorCode.INTERNAL, "the signing key `%s` was changed in the database".formatted(row.keyId()));
            }
            return new Opened(row, published, new ECDSAVerifier(published), new ECDSASigner(pair), next);
        } catch (ParseException | JOSEException e) {
            throw new LeveeException(ErrorCode.INTERNAL, "the signing key `%s` is damaged".formatted(row.keyId()), e);
        }
    }

    private String add(int generation, Instant signsFrom) {
        String keyId = "k" + generation + "-" + Ids.random(random, 6);
        ECKey pair;
        try {
            pair = new ECKeyGenerator(Curve.P_256)
                    .keyID(keyId)
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(TokenIssuer.ALGORITHM)
                    .secureRandom(random)
                    .generate();
        } catch (JOSEException e) {
            throw new LeveeException(ErrorCode.INTERNAL, "this Java cannot make a P-256 key", e);
        }
        SealedKey row = new SealedKey(
                generation,
                keyId,
                pair.toPublicJWK().toJSONString(),
                master.seal(keyId, pair.toJSONString()),
                signsFrom);
        boolean ours = store.add(row);
        reload();
        if (ours) {
            ledger.write(new IdentityFact.SigningKeyRotated(keyId, retiresAt(signsFrom)));
        }
        return newest().orElseThrow().keyId();
    }

    private Optional<SealedKey> newest() {
        return keys.values().stream().map(Opened::row).reduce((_, later) -> later);
    }

    private static Instant retiresAt(Instant next) {
        return next.equals(Instant.MAX)
                ? Instant.MAX
                : next.plus(Lifetimes.TOKEN_MAX).plus(Lifetimes.SKEW);
    }
}
