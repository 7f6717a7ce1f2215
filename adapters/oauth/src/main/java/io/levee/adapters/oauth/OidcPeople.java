package io.levee.adapters.oauth;

import com.nimbusds.jose.jwk.JWK;
import io.levee.identity.ActorId;
import io.levee.identity.IdentityRefusal;
import io.levee.organisation.Settings;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// People as the organisation's OIDC issuer knows them: an id token, or an access token in JWT form, that was issued
/// to Levee's own client id and verifies against the issuer's keys.
public final class OidcPeople implements PersonTokens {
    private final Settings.OidcIssuer issuer;
    private final IssuerKeys keys;
    private final InstantSource clock;

    public OidcPeople(Settings.OidcIssuer issuer, IssuerKeys keys, InstantSource clock) {
        this.issuer = issuer;
        this.keys = keys;
        this.clock = clock;
    }

    @Override
    public boolean issued(String token) {
        if (token.length() > CompactJwt.SIZE_MAX) {
            return false;
        }
        try {
            return issuer.issuer().equals(CompactJwt.parse(token).claims().get("iss"));
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    @Override
    public Proof prove(String token) {
        if (token.length() > CompactJwt.SIZE_MAX) {
            return nobody(IdentityRefusal.TOKEN_TOO_LARGE, "");
        }
        try {
            return prove(CompactJwt.parse(token));
        } catch (IllegalArgumentException _) {
            return nobody(IdentityRefusal.TOKEN_MALFORMED, "");
        }
    }

    private Proof prove(CompactJwt jwt) {
        if (jwt.hasCritical()) {
            return nobody(IdentityRefusal.TOKEN_MALFORMED, "crit");
        }
        Optional<JWK> key = keys.find(jwt.headerText("kid").orElse(""));
        if (key.isEmpty()) {
            return nobody(IdentityRefusal.TOKEN_KEY_UNKNOWN, "");
        }
        if (!PublicKeys.signed(jwt, key.get())) {
            return nobody(IdentityRefusal.TOKEN_SIGNATURE, "");
        }
        if (!issuer.issuer().equals(jwt.claims().get("iss"))) {
            return nobody(IdentityRefusal.TOKEN_ISSUER, "");
        }
        if (!forUs(jwt.claims())) {
            return nobody(IdentityRefusal.TOKEN_AUDIENCE, "");
        }
        Instant now = clock.instant();
        Instant end = Claims.seconds(jwt.claims(), "exp");
        if (!now.isBefore(end.plus(Lifetimes.SKEW))) {
            return nobody(IdentityRefusal.TOKEN_EXPIRED, "");
        }
        for (String name : List.of("nbf", "iat")) {
            if (jwt.claims().containsKey(name)
                    && Claims.seconds(jwt.claims(), name).isAfter(now.plus(Lifetimes.SKEW))) {
                return nobody(IdentityRefusal.TOKEN_NOT_YET_VALID, name);
            }
        }
        ActorId person = ActorId.person(Claims.text(jwt.claims(), issuer.personClaim()));
        return new Proof.Person(person, Claims.mayAct(jwt.claims()), issuer.issuer(), end);
    }

    /// OpenID Connect Core §3.1.3.7: our client id is an audience, and where there are several, the authorized party.
    private boolean forUs(Map<String, Object> claims) {
        Object audience = claims.get("aud");
        boolean several = audience instanceof List<?> list && list.size() > 1;
        boolean named = audience instanceof List<?> list
                ? list.contains(issuer.clientId())
                : issuer.clientId().equals(audience);
        Object party = claims.get("azp");
        return named && (party == null ? !several : issuer.clientId().equals(party));
    }

    private static Proof nobody(IdentityRefusal refusal, String detail) {
        return new Proof.Nobody(refusal, detail);
    }
}
