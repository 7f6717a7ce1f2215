package io.levee.adapters.identityproviders;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.factories.DefaultJWSSignerFactory;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Instant;
import java.util.Date;
import java.util.Map;

/// Security event tokens that say that somebody's sessions are revoked.
///
/// [RFC 8417](https://www.rfc-editor.org/rfc/rfc8417),
/// [CAEP 1.0, 3.1](https://openid.net/specs/openid-caep-1_0.html),
/// [SSF 1.0](https://openid.net/specs/openid-sharedsignals-framework-1_0.html) (no `sub`, no
/// `exp`).
///
/// @param audience whom the tokens are for
record SecurityEvents(String issuer, String audience) {
    static final String SESSION_REVOKED = "https://schemas.openid.net/secevent/caep/event-type/session-revoked";
    static final JOSEObjectType TYPE = new JOSEObjectType("secevent+jwt");

    /// @param id  the same for the same event, so that a receiver can tell that it comes again
    /// @param txn what it belongs to: the stop's id
    String sessionRevoked(Subject subject, String id, String txn, Instant time, JWK key) {
        Map<String, Object> event = Map.of(
                "event_timestamp",
                time.getEpochSecond(),
                "initiating_entity",
                "policy",
                "reason_admin",
                Map.of("en", "stopped"));
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .issuer(issuer)
                .audience(audience)
                .jwtID(id)
                .issueTime(Date.from(time))
                .claim("txn", txn)
                .claim("sub_id", subject.members())
                .claim("events", Map.of(SESSION_REVOKED, event))
                .build();
        JWSHeader header = new JWSHeader.Builder(algorithm(key))
                .type(TYPE)
                .keyID(key.getKeyID())
                .build();
        SignedJWT jwt = new SignedJWT(header, claims);
        try {
            jwt.sign(new DefaultJWSSignerFactory().createJWSSigner(key, header.getAlgorithm()));
        } catch (JOSEException _) { // its cause may tell of the key
            throw unusable();
        }
        return jwt.serialize();
    }

    /// A private key of RSA or of curve P-256, as a JSON web key with an id.
    ///
    /// @throws IllegalStateException without the text
    static JWK key(String text) {
        try {
            JWK key = JWK.parse(text);
            if (key.isPrivate() && key.getKeyID() != null) {
                algorithm(key);
                return key;
            }
        } catch (ParseException _) {
            // the same answer: nothing of the text is said
        }
        throw unusable();
    }

    private static JWSAlgorithm algorithm(JWK key) {
        if (key instanceof ECKey curve && Curve.P_256.equals(curve.getCurve())) {
            return JWSAlgorithm.ES256;
        }
        if (key instanceof RSAKey) {
            return JWSAlgorithm.RS256;
        }
        throw unusable();
    }

    private static IllegalStateException unusable() {
        return new IllegalStateException(
                "the key for security events is no private JSON web key of RSA or P-256 with a kid");
    }
}
