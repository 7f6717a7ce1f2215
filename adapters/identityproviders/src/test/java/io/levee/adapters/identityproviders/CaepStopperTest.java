package io.levee.adapters.identityproviders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.levee.adapters.doubles.Scene;
import io.levee.facts.Layer;
import io.levee.facts.StopFact;
import io.levee.rooms.stop.Stopper;
import java.text.ParseException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CaepStopperTest {
    private static final Instant NOW = Instant.parse("2026-11-02T09:00:00Z");
    private static final ECKey KEY = key("levee-1");

    private final ReceiverDouble receiver = new ReceiverDouble(KEY);
    private final Scene scene = new Scene(NOW)
            .knows("signing", KEY.toJSONString())
            .knows("token", "bearer-1")
            .has("writer", "email:writer@acme.example")
            .has("writer", "iss_sub:https://idp.example|248")
            .has("other", "opaque:x1");
    private final Stopper stopper = stopper(Map.of());

    static ECKey key(String id) {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private Stopper stopper(Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "url",
                receiver.url() + "/events/",
                "issuer",
                "https://levee.acme.example",
                "audience",
                "https://receiver.example",
                "secret",
                "signing"));
        settings.putAll(more);
        return scene.stopper(new CaepKind(), settings, Optional.of("opaque:canary"));
    }

    @AfterEach
    void close() {
        receiver.close();
    }

    @Test
    void tellsWhoseSessionsAreRevoked() throws ParseException {
        StopFact.Ordered order = scene.order("stop-1", "writer");
        assertThat(stopper.layer()).isEqualTo(Layer.IDENTITY);
        assertThat(stopper.stop(order, scene.at())).isEqualTo(new Stopper.Done(2, "notice of 2 subjects acknowledged"));
        assertThat(receiver.heard()).hasSize(2);
        JWTClaimsSet claims = receiver.heard().stream()
                .filter(it -> it.getJWTID().contains("email"))
                .findFirst()
                .orElseThrow();
        assertThat(claims.getIssuer()).isEqualTo("https://levee.acme.example");
        assertThat(claims.getAudience()).containsExactly("https://receiver.example");
        assertThat(claims.getIssueTime().toInstant()).isEqualTo(NOW);
        assertThat(claims.getClaim("txn")).isEqualTo("stop-1");
        assertThat(claims.getSubject()).isNull();
        assertThat(claims.getExpirationTime()).isNull();
        assertThat(claims.getJSONObjectClaim("sub_id"))
                .isEqualTo(Map.of("format", "email", "email", "writer@acme.example"));
        assertThat(claims.getJSONObjectClaim("events"))
                .isEqualTo(Map.of(
                        SecurityEvents.SESSION_REVOKED,
                        Map.of(
                                "event_timestamp",
                                NOW.getEpochSecond(),
                                "initiating_entity",
                                "policy",
                                "reason_admin",
                                Map.of("en", "stopped"))));
        assertThat(receiver.asked()).allMatch(it -> it.path().equals("/events/"));
        assertThat(SignedJWT.parse(receiver.asked().getFirst().body())
                        .getHeader()
                        .getType())
                .isEqualTo(SecurityEvents.TYPE);
    }

    @Test
    void saysThatItIsOnlyANoticeAndSendsTheSameEvent() {
        StopFact.Ordered order = scene.order("stop-1", "other");
        stopper.stop(order, scene.at());
        assertThat(stopper.verify(order, scene.at()))
                .isEqualTo(new Stopper.Proof(true, "only a notice: 1 of 1 acknowledged"));
        assertThat(receiver.heard()).hasSize(2);
        assertThat(receiver.heard()).extracting(JWTClaimsSet::getJWTID).containsOnly("levee.stop-1.opaque:x1");
    }

    @Test
    void onlyAnAcknowledgementCounts() {
        StopFact.Ordered order = scene.order("stop-1", "writer");
        receiver.fails(200);
        assertThatThrownBy(() -> stopper.stop(order, scene.at())).hasMessageContaining("answered 200");
        assertThat(stopper.verify(order, scene.at()))
                .isEqualTo(new Stopper.Proof(false, "only a notice: 0 of 2 acknowledged"));
        receiver.isWell();
        receiver.hangs();
        assertThatThrownBy(() -> stopper.stop(order, scene.at())).hasMessageContaining("none in time");
    }

    @Test
    void saysWhyItWasRefused() {
        scene.knows("signing", key("levee-2").toJSONString());
        StopFact.Ordered order = scene.order("stop-1", "other");
        assertThatThrownBy(() -> stopper.stop(order, scene.at())).hasMessageContaining("answered 400 invalid_key");
        assertThatThrownBy(stopper::rehearse).hasMessageContaining("answered 400 invalid_key");
    }

    @Test
    void bringsATokenWhereTheReceiverWantsOne() {
        receiver.wants("bearer-1");
        assertThatThrownBy(stopper::rehearse).hasMessageContaining("authentication_failed");
        assertThat(stopper(Map.of("token", "token")).rehearse().orElseThrow().holds())
                .isTrue();
    }

    @Test
    void asksNobodyWhereNothingIsCovered() {
        receiver.hangs();
        StopFact.Ordered order = scene.order("stop-1", "painter");
        assertThat(stopper.stop(order, scene.at()).affected()).isZero();
        assertThat(stopper.verify(order, scene.at()).holds()).isTrue();
    }

    @Test
    void signsWithRsaToo() throws JOSEException, ParseException {
        String rsa = new RSAKeyGenerator(2048).keyID("r").generate().toJSONString();
        String token = new SecurityEvents("i", "a")
                .sessionRevoked(new Subject.Opaque("x"), "j", "t", NOW, SecurityEvents.key(rsa));
        assertThat(SignedJWT.parse(token).getHeader().getAlgorithm().getName()).isEqualTo("RS256");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "not a key", "{\"kty\":\"oct\",\"k\":\"c2VjcmV0\",\"kid\":\"1\"}"})
    void tellsNothingOfAKeyThatItCannotUse(String text) {
        scene.knows("signing", text);
        StopFact.Ordered order = scene.order("stop-1", "other");
        assertThatThrownBy(() -> stopper.stop(order, scene.at()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the key for security events is no private JSON web key of RSA or P-256 with a kid");
    }

    @ParameterizedTest
    @ValueSource(strings = {"writer", "email:", "email:writer", "iss_sub:https://x", "opaque:", "phone:1"})
    void takesOnlySubjects(String id) {
        scene.has("writer", id);
        assertThatThrownBy(() -> stopper(Map.of())).isInstanceOf(IllegalArgumentException.class);
    }
}
