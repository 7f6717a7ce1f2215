package io.levee.adapters.identityproviders;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.levee.facts.Scope;
import io.levee.identity.ActorId;
import io.levee.testkit.FakeClock;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class IncomingSetsTest {
    private static final String TYPE = "application/secevent+jwt";
    private static final Scope.Person ANA = new Scope.Person(ActorId.person("ana"));

    private final ECKey key = CaepStopperTest.key("idp-1");
    private final ReceiverDouble issuer = new ReceiverDouble(key);
    private final FakeClock clock = FakeClock.start();
    private final Set<Subject> known =
            Set.of(new Subject.Email("ana@acme.example"), new Subject.OfIssuer("https://idp.example", "248"));
    private final IncomingSets sets = new IncomingSets(
            "https://idp.example",
            "https://levee.acme.example",
            IssuerKeySets.at(issuer.url() + "/keys"),
            subject -> known.contains(subject) ? Optional.of(ANA.person()) : Optional.empty(),
            clock);

    @AfterEach
    void close() {
        issuer.close();
    }

    @Test
    void saysWhomToStop() {
        Received received = sets.receive(TYPE, token(UnaryOperator.identity()));
        assertThat(received).isEqualTo(new Received.Revoked("j-1", ANA));
        assertThat(received.status()).isEqualTo(202);
        assertThat(received.body()).isEmpty();
    }

    @Test
    void readsWhatLeveeSends() {
        SecurityEvents levee = new SecurityEvents("https://idp.example", "https://levee.acme.example");
        String token = levee.sessionRevoked(
                new Subject.OfIssuer("https://idp.example", "248"), "j-9", "stop-1", clock.instant(), key);
        assertThat(sets.receive(TYPE, token)).isEqualTo(new Received.Revoked("j-9", ANA));
    }

    @Test
    void readsSubjectsOfTheDraftsAndComplexOnes() {
        Map<String, Object> email = Map.of("format", "email", "email", "ana@acme.example");
        String draft = token(claims -> claims.claim("sub_id", null)
                .jwtID("draft")
                .claim("events", Map.of(SecurityEvents.SESSION_REVOKED, Map.of("subject", email))));
        String complex = token(claims -> claims.jwtID("complex")
                .claim("sub_id", Map.of("format", "complex", "user", email, "tenant", Map.of("format", "opaque"))));
        assertThat(sets.receive(TYPE, draft)).isEqualTo(new Received.Revoked("draft", ANA));
        assertThat(sets.receive(TYPE, complex)).isEqualTo(new Received.Revoked("complex", ANA));
    }

    @Test
    void takesAnEventOnceUntilItIsForgotten() {
        String token = token(UnaryOperator.identity());
        sets.receive(TYPE, token);
        Received again = sets.receive(TYPE, token);
        assertThat(again).isEqualTo(new Received.Ignored("j-1", Received.Why.REPEATED));
        assertThat(again.status()).isEqualTo(202);
        sets.forget("j-1");
        assertThat(sets.receive(TYPE, token)).isEqualTo(new Received.Revoked("j-1", ANA));
        clock.advance(IncomingSets.AGE_MAX);
        assertThat(sets.receive(TYPE, token)).isEqualTo(new Received.Ignored("j-1", Received.Why.REPEATED));
        clock.advance(Duration.ofSeconds(1));
        assertThat(sets.receive(TYPE, token)).isEqualTo(new Received.Refused(Received.Code.INVALID_REQUEST));
    }

    @Test
    void ignoresOtherEventsAndOtherPeople() {
        String other = token(claims -> claims.claim(
                "events", Map.of("https://schemas.openid.net/secevent/ssf/event-type/verification", Map.of())));
        assertThat(sets.receive(TYPE, other)).isEqualTo(new Received.Ignored("j-1", Received.Why.ANOTHER_EVENT));
        String nobody = token(claims -> claims.claim("sub_id", Map.of("format", "opaque", "id", "nobody")));
        assertThat(sets.receive(TYPE, nobody)).isEqualTo(new Received.Ignored("j-1", Received.Why.UNKNOWN_PERSON));
    }

    @Test
    void refusesWhatIsNotForItOrNotFromItsIssuer() {
        refused(Received.Code.INVALID_ISSUER, token(claims -> claims.issuer("https://other.example")));
        refused(Received.Code.INVALID_AUDIENCE, token(claims -> claims.audience("https://other.example")));
        refused(Received.Code.INVALID_AUDIENCE, token(claims -> claims.audience(List.of())));
        refused(Received.Code.INVALID_KEY, token(CaepStopperTest.key("idp-2"), SecurityEvents.TYPE));
        refused(Received.Code.AUTHENTICATION_FAILED, token(CaepStopperTest.key("idp-1"), SecurityEvents.TYPE));
    }

    @Test
    void refusesWhatIsNoSecurityEvent() {
        String good = token(UnaryOperator.identity());
        refused(Received.Code.INVALID_REQUEST, token(key, JOSEObjectType.JWT));
        refused(Received.Code.INVALID_REQUEST, token(claims -> claims.jwtID(null)));
        refused(Received.Code.INVALID_REQUEST, token(claims -> claims.claim("events", null)));
        refused(Received.Code.INVALID_REQUEST, token(claims -> claims.claim("events", "x")));
        refused(Received.Code.INVALID_REQUEST, token(claims -> claims.claim("sub_id", Map.of("format", "phone"))));
        refused(Received.Code.INVALID_REQUEST, token(claims -> claims.claim("sub_id", null)));
        refused(Received.Code.INVALID_REQUEST, token(claims -> claims.issueTime(null)));
        refused(Received.Code.INVALID_REQUEST, token(claims -> claims.issueTime(at(Duration.ofMinutes(3)))));
        refused(Received.Code.INVALID_REQUEST, token(claims -> claims.issueTime(at(Duration.ofHours(-25)))));
        refused(Received.Code.INVALID_REQUEST, token(claims -> claims.expirationTime(at(Duration.ofMinutes(-5)))));
        refused(Received.Code.INVALID_REQUEST, "not a token");
        refused(Received.Code.INVALID_REQUEST, new PlainJWT(claims().build()).serialize());
        refused(Received.Code.INVALID_REQUEST, good + "x".repeat(IncomingSets.TOKEN_LENGTH_MAX));
        assertThat(sets.receive("application/json", good))
                .isEqualTo(new Received.Refused(Received.Code.INVALID_REQUEST));
    }

    @Test
    void asksToComeAgainWhereItsKeysCannotBeRead() {
        issuer.fails(500);
        Received received = sets.receive(TYPE, token(UnaryOperator.identity()));
        assertThat(received).isEqualTo(new Received.Later());
        assertThat(received.status()).isEqualTo(503);
    }

    private void refused(Received.Code code, String token) {
        Received received = sets.receive(TYPE, token);
        assertThat(received).isEqualTo(new Received.Refused(code));
        assertThat(received.status()).isEqualTo(400);
        assertThat(received.body()).contains("\"err\":\"" + code.name().toLowerCase(java.util.Locale.ROOT) + "\"");
    }

    private Date at(Duration from) {
        return Date.from(clock.instant().plus(from));
    }

    private JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .issuer("https://idp.example")
                .audience("https://levee.acme.example")
                .jwtID("j-1")
                .issueTime(at(Duration.ZERO))
                .claim("sub_id", Map.of("format", "email", "email", "ana@acme.example"))
                .claim("events", Map.of(SecurityEvents.SESSION_REVOKED, Map.of("event_timestamp", 1)));
    }

    private String token(UnaryOperator<JWTClaimsSet.Builder> change) {
        return token(key, SecurityEvents.TYPE, change.apply(claims()).build());
    }

    private String token(ECKey by, JOSEObjectType type) {
        return token(by, type, claims().build());
    }

    private static String token(ECKey by, JOSEObjectType type, JWTClaimsSet claims) {
        try {
            JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.ES256)
                    .type(type)
                    .keyID(by.getKeyID())
                    .build();
            SignedJWT jwt = new SignedJWT(header, claims);
            jwt.sign(new ECDSASigner(by));
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
