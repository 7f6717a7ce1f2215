package io.levee.adapters.identityproviders;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.levee.facts.Scope;
import io.levee.identity.ActorId;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Reads security events that one issuer pushes here, and says whom to stop. A route hands it what
/// came, makes the stop durable, and sends back [Received#status] and [Received#body]; where the
/// stop could not be made durable it calls [#forget] and answers 503, and the issuer sends again.
/// Thread-safe.
///
/// [RFC 8935](https://www.rfc-editor.org/rfc/rfc8935) says what is answered; events of other kinds
/// are acknowledged and ignored.
public final class IncomingSets {
    public static final int TOKEN_LENGTH_MAX = 16 * 1024;
    /// As long as an issuer may have tried in vain.
    static final Duration AGE_MAX = Duration.ofHours(24);

    static final Duration SKEW = Duration.ofMinutes(2);
    static final int REMEMBERED_MAX = 100_000;
    private static final Set<JWSAlgorithm> ALGORITHMS =
            Set.of(JWSAlgorithm.ES256, JWSAlgorithm.ES384, JWSAlgorithm.RS256, JWSAlgorithm.PS256);

    private final String issuer;
    private final String audience;
    private final JWKSource<SecurityContext> keys;
    private final Function<Subject, Optional<ActorId>> people;
    private final InstantSource clock;
    /// Guarded by itself. Where it is full the oldest is forgotten: a stop too many is no harm.
    private final Map<String, Instant> seen = new LinkedHashMap<>();

    /// @param keys   of the issuer; [IssuerKeySets#at] reads them from where it publishes them
    /// @param people whom the organisation knows by a subject
    public IncomingSets(
            String issuer,
            String audience,
            JWKSource<SecurityContext> keys,
            Function<Subject, Optional<ActorId>> people,
            InstantSource clock) {
        this.issuer = issuer;
        this.audience = audience;
        this.keys = keys;
        this.people = people;
        this.clock = clock;
    }

    /// @param contentType of the request
    /// @param token       its body
    public Received receive(String contentType, String token) {
        if (!contentType.equalsIgnoreCase("application/secevent+jwt") || token.length() > TOKEN_LENGTH_MAX) {
            return new Received.Refused(Received.Code.INVALID_REQUEST);
        }
        try {
            SignedJWT jwt = SignedJWT.parse(token.strip());
            Optional<Received> wrong = signature(jwt);
            return wrong.isPresent() ? wrong.get() : claims(jwt.getJWTClaimsSet());
        } catch (ParseException _) {
            return new Received.Refused(Received.Code.INVALID_REQUEST);
        }
    }

    /// Who says to have issued it, which says only with whose keys it is to be checked; empty where it is no token.
    public static String claimedIssuer(String token) {
        try {
            String issuer = token.length() > TOKEN_LENGTH_MAX
                    ? null
                    : SignedJWT.parse(token.strip()).getJWTClaimsSet().getIssuer();
            return issuer == null ? "" : issuer;
        } catch (ParseException _) {
            return "";
        }
    }

    /// The next time that the event comes it is new.
    public void forget(String event) {
        synchronized (seen) {
            seen.remove(event);
        }
    }

    private Optional<Received> signature(SignedJWT jwt) {
        JWSHeader header = jwt.getHeader();
        if (!SecurityEvents.TYPE.equals(header.getType())
                || !ALGORITHMS.contains(header.getAlgorithm())
                || header.getCriticalParams() != null) {
            return refused(Received.Code.INVALID_REQUEST);
        }
        try {
            List<JWK> fitting = keys.get(new JWKSelector(JWKMatcher.forJWSHeader(header)), null);
            if (fitting.isEmpty()) {
                return refused(Received.Code.INVALID_KEY);
            }
            for (JWK key : fitting) {
                if (key instanceof AsymmetricJWK pair
                        && jwt.verify(new DefaultJWSVerifierFactory().createJWSVerifier(header, pair.toPublicKey()))) {
                    return Optional.empty();
                }
            }
            return refused(Received.Code.AUTHENTICATION_FAILED);
        } catch (KeySourceException _) {
            return Optional.of(new Received.Later());
        } catch (JOSEException _) {
            return refused(Received.Code.INVALID_KEY);
        }
    }

    private Received claims(JWTClaimsSet claims) throws ParseException {
        if (!issuer.equals(claims.getIssuer())) {
            return new Received.Refused(Received.Code.INVALID_ISSUER);
        }
        if (!claims.getAudience().contains(audience)) {
            return new Received.Refused(Received.Code.INVALID_AUDIENCE);
        }
        String id = claims.getJWTID();
        Map<String, Object> events = claims.getJSONObjectClaim("events");
        if (id == null || id.isEmpty() || events == null || events.isEmpty() || !timely(claims)) {
            return new Received.Refused(Received.Code.INVALID_REQUEST);
        }
        if (!events.containsKey(SecurityEvents.SESSION_REVOKED)) {
            return new Received.Ignored(id, Received.Why.ANOTHER_EVENT);
        }
        if (!(events.get(SecurityEvents.SESSION_REVOKED) instanceof Map<?, ?> event)) {
            return new Received.Refused(Received.Code.INVALID_REQUEST);
        }
        Map<String, Object> about = claims.getJSONObjectClaim("sub_id");
        Optional<Subject> subject = about == null ? earlier(event) : Subject.read(about);
        return subject.map(whom -> revoked(id, whom)).orElse(new Received.Refused(Received.Code.INVALID_REQUEST));
    }

    private Received revoked(String id, Subject whom) {
        Optional<ActorId> person = people.apply(whom);
        if (person.isEmpty()) {
            return new Received.Ignored(id, Received.Why.UNKNOWN_PERSON);
        }
        return first(id)
                ? new Received.Revoked(id, new Scope.Person(person.get()))
                : new Received.Ignored(id, Received.Why.REPEATED);
    }

    private boolean timely(JWTClaimsSet claims) {
        Instant now = clock.instant();
        Date issued = claims.getIssueTime();
        Date end = claims.getExpirationTime();
        return issued != null
                && !issued.toInstant().isAfter(now.plus(SKEW))
                && !issued.toInstant().isBefore(now.minus(AGE_MAX))
                && (end == null || end.toInstant().isAfter(now.minus(SKEW)));
    }

    /// Where the drafts of CAEP had the subject.
    private static Optional<Subject> earlier(Map<?, ?> event) {
        Map<String, Object> members = new LinkedHashMap<>();
        if (event.get("subject") instanceof Map<?, ?> subject) {
            subject.forEach((name, value) -> members.put(String.valueOf(name), value));
        }
        return Subject.read(members);
    }

    private boolean first(String id) {
        Instant now = clock.instant();
        synchronized (seen) {
            Iterator<Instant> oldest = seen.values().iterator();
            while (oldest.hasNext() && oldest.next().isBefore(now)) {
                oldest.remove();
            }
            if (seen.size() >= REMEMBERED_MAX) {
                seen.remove(seen.keySet().iterator().next());
            }
            return seen.putIfAbsent(id, now.plus(AGE_MAX).plus(SKEW)) == null;
        }
    }

    private static Optional<Received> refused(Received.Code code) {
        return Optional.of(new Received.Refused(code));
    }
}
