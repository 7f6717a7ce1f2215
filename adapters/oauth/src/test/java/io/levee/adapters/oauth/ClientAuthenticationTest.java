package io.levee.adapters.oauth;

import static io.levee.adapters.oauth.TestServer.ANA;
import static io.levee.adapters.oauth.TestServer.CHART;
import static io.levee.adapters.oauth.TestServer.ISSUER;
import static io.levee.adapters.oauth.TestServer.WRITER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import io.levee.adapters.oauth.ClientAuthentication.Client;
import io.levee.facts.IdentityFact;
import io.levee.identity.AgentCredentials;
import io.levee.identity.IdentityRefusal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ClientAuthenticationTest {
    private final TestServer server;
    private final ECKey key;
    private int jti;

    ClientAuthenticationTest(@TempDir Path folder) throws Exception {
        server = new TestServer(folder);
        key = new ECKeyGenerator(Curve.P_256).keyID("mine").generate();
        server.enrolment.key(WRITER, key.toPublicJWK().toJSONString(), ANA);
    }

    @Test
    void anAgentProvesItselfWithItsKey() {
        assertThat(assertion(claims())).isEqualTo(new Client.Known(WRITER));
        assertThat(assertion(claims().replace(ISSUER, ISSUER + "/oauth/token"))).isEqualTo(new Client.Known(WRITER));
    }

    @Test
    void anRsaKeyWorksTooWithBothPaddings() throws Exception {
        RSAKey rsa = new RSAKeyGenerator(2048).generate();
        server.enrolment.key(CHART, rsa.toPublicJWK().toJSONString(), ANA);
        for (JWSAlgorithm algorithm : new JWSAlgorithm[] {JWSAlgorithm.RS256, JWSAlgorithm.PS256}) {
            String signed = Forge.sign(
                    "{\"alg\":\"%s\"}".formatted(algorithm),
                    claims().replace("writer", "chart"),
                    new RSASSASigner(rsa),
                    algorithm);
            assertThat(authenticate(signed)).isEqualTo(new Client.Known(CHART));
        }
    }

    @Test
    void anAssertionIsGoodOnce() throws Exception {
        String signed = signed(claims());
        assertThat(authenticate(signed)).isEqualTo(new Client.Known(WRITER));

        assertThat(refusal(authenticate(signed))).isEqualTo(IdentityRefusal.ASSERTION_REPLAYED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"iss\":\"writer\" -> \"iss\":\"chart\"",
                "\"sub\":\"writer\" -> \"sub\":\"chart\"",
                "\"sub\":\"writer\", -> ",
                "\"aud\":\"AUD\" -> \"aud\":\"https://elsewhere.example\"",
                "\"aud\":\"AUD\" -> \"aud\":[\"AUD\",\"https://elsewhere.example\"]",
                "\"aud\":\"AUD\", -> ",
                "\"exp\":NOW+60 -> \"exp\":NOW-6",
                "\"exp\":NOW+60 -> \"exp\":NOW+306",
                "\"exp\":NOW+60 -> \"exp\":\"never\"",
                "\"exp\":NOW+60, -> ",
                "\"exp\":NOW+60 -> \"nbf\":NOW+6,\"exp\":NOW+60",
                "\"exp\":NOW+60 -> \"iat\":NOW+6,\"exp\":NOW+60",
                "\"jti\":\"J\" -> \"jti\":\"\"",
                ",\"jti\":\"J\" -> ",
                "\"jti\":\"J\" -> \"jti\":\"J\",\"jti\":\"K\""
            })
    void anAssertionThatIsWrongInOneThingIsRefused(String change) {
        int arrow = change.indexOf(" -> ");
        String template = template();
        assertThat(template).contains(change.substring(0, arrow));
        String changed = template.replace(change.substring(0, arrow), change.substring(arrow + 4));

        assertThat(refusal(assertion(filled(changed)))).isEqualTo(IdentityRefusal.AGENT_CREDENTIAL);
    }

    @Test
    void aKeyOfAnotherAgentProvesNothing() throws Exception {
        ECKey theirs = new ECKeyGenerator(Curve.P_256).generate();
        server.enrolment.key(CHART, theirs.toPublicJWK().toJSONString(), ANA);
        String signed = Forge.sign("{\"alg\":\"ES256\"}", claims(), new ECDSASigner(theirs), JWSAlgorithm.ES256);

        assertThat(refusal(authenticate(signed))).isEqualTo(IdentityRefusal.AGENT_CREDENTIAL);
    }

    @Test
    void thePublicKeyIsNoSharedSecretHereEither() throws Exception {
        String published = key.toPublicJWK().toJSONString();
        String signed = Forge.sign(
                "{\"alg\":\"HS256\"}",
                claims(),
                new MACSigner(published.getBytes(StandardCharsets.UTF_8)),
                JWSAlgorithm.HS256);

        assertThat(refusal(authenticate(signed))).isEqualTo(IdentityRefusal.AGENT_CREDENTIAL);
        assertThat(refusal(authenticate(Forge.part("{\"alg\":\"none\"}") + "." + Forge.part(claims()) + ".")))
                .isEqualTo(IdentityRefusal.AGENT_CREDENTIAL);
    }

    @Test
    void aTokenOfLeveeIsNoAssertion() {
        assertThat(refusal(authenticate(server.chain(ANA, WRITER)))).isEqualTo(IdentityRefusal.AGENT_CREDENTIAL);
    }

    @Test
    void aMegabyteIsNotParsed() throws Exception {
        assertThat(refusal(authenticate(signed(claims()) + "A".repeat(1_000_000))))
                .isEqualTo(IdentityRefusal.TOKEN_TOO_LARGE);
    }

    @Test
    void anAgentProvesItselfWithItsSecretInHeaderOrBody() {
        String secret = server.secretOf(CHART);

        assertThat(basic("chart", secret)).isEqualTo(new Client.Known(CHART));
        assertThat(post("chart", secret)).isEqualTo(new Client.Known(CHART));
        assertThat(refusal(basic("chart", secret + "x"))).isEqualTo(IdentityRefusal.AGENT_CREDENTIAL);
        assertThat(refusal(post("writer", secret))).isEqualTo(IdentityRefusal.AGENT_CREDENTIAL);
        assertThat(refusal(post("../chart", secret))).isEqualTo(IdentityRefusal.AGENT_CREDENTIAL);
        assertThat(refusal(post("chart", "x".repeat(2_000)))).isEqualTo(IdentityRefusal.AGENT_CREDENTIAL);
        assertThat(refusal(server.clients.authenticate("Basic !!!", new Form(Map.of()))))
                .isEqualTo(IdentityRefusal.AGENT_CREDENTIAL);
    }

    @Test
    void twoWaysAtOnceAreRefusedAndNoneIsMissing() {
        String secret = server.secretOf(CHART);
        Form both = new Form(Map.of("client_id", "chart", "client_secret", secret));

        assertThat(refusal(server.clients.authenticate(header("chart", secret), both)))
                .isEqualTo(IdentityRefusal.AGENT_CREDENTIAL);
        assertThat(refusal(server.clients.authenticate("", new Form(Map.of("client_id", "chart")))))
                .isEqualTo(IdentityRefusal.CREDENTIAL_MISSING);
        assertThat(refusal(
                        server.clients.authenticate(header("chart", secret), new Form(Map.of("client_id", "writer")))))
                .isEqualTo(IdentityRefusal.AGENT_CREDENTIAL);
    }

    @Test
    void anAgentWithoutPassportIsNobodyWhateverItKnows() {
        String secret = server.secretOf(CHART);
        server.passports.remove(CHART);

        assertThat(refusal(post("chart", secret))).isEqualTo(IdentityRefusal.AGENT_UNKNOWN);
    }

    @Test
    void aWithdrawnCredentialIsWorthNothingAtOnce() {
        Enrolment.NewSecret secret = server.enrolment.secret(CHART, ANA);
        assertThat(post("chart", secret.secret())).isEqualTo(new Client.Known(CHART));
        assertThat(server.enrolment.withdraw(CHART, secret.thumbprint(), ANA)).isTrue();

        assertThat(refusal(post("chart", secret.secret()))).isEqualTo(IdentityRefusal.AGENT_CREDENTIAL);
        assertThat(server.ledger.facts(IdentityFact.CredentialWithdrawn.class))
                .containsExactly(new IdentityFact.CredentialWithdrawn(CHART, secret.thumbprint(), ANA));
    }

    @Test
    void whatIsStoredAndRecordedLetsNobodyIn() {
        Enrolment.NewSecret secret = server.enrolment.secret(CHART, ANA);

        assertThat(secret.toString()).doesNotContain(secret.secret());
        assertThat(server.credentials.of(CHART).toString()).doesNotContain(secret.secret());
        assertThat(server.ledger.entries().toString()).doesNotContain(secret.secret());
        assertThat(server.enrolment.secret(CHART, ANA).secret()).isNotEqualTo(secret.secret());
    }

    @Test
    void anAgentHasAFewCredentialsAndNotMore() {
        for (int i = 0; i < AgentCredentials.PER_AGENT_MAX; i++) {
            server.enrolment.secret(CHART, ANA);
        }
        assertThatThrownBy(() -> server.enrolment.secret(CHART, ANA)).hasMessageContaining("withdraw one first");
    }

    @Test
    void aKeyThatIsWeakOrPrivateIsNotEnrolled() throws Exception {
        assertThatThrownBy(() -> server.enrolment.key(CHART, key.toJSONString(), ANA))
                .hasMessageContaining("private key");
        assertThatThrownBy(() -> server.enrolment.key(
                        CHART,
                        new ECKeyGenerator(Curve.P_384).generate().toPublicJWK().toJSONString(),
                        ANA))
                .hasMessageContaining("P-256");
        assertThatThrownBy(() -> server.enrolment.key(CHART, "{\"kty\":\"oct\",\"k\":\"c2VjcmV0\"}", ANA))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> server.enrolment.key(CHART, "nonsense", ANA))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(server.credentials.of(CHART)).isEmpty();
    }

    private String template() {
        return "{\"iss\":\"writer\",\"sub\":\"writer\",\"aud\":\"AUD\",\"exp\":NOW+60,\"jti\":\"J\"}";
    }

    private String claims() {
        return filled(template());
    }

    private String filled(String template) {
        long now = server.clock.instant().getEpochSecond();
        String filled = template.replace("AUD", ISSUER).replace("\"J\"", "\"j-" + ++jti + "\"");
        for (int offset : new int[] {60, 306, 6}) {
            filled = filled.replace("NOW+" + offset, Long.toString(now + offset));
        }
        return filled.replace("NOW-6", Long.toString(now - 6));
    }

    private String signed(String claims) throws Exception {
        return Forge.sign("{\"alg\":\"ES256\",\"kid\":\"mine\"}", claims, new ECDSASigner(key), JWSAlgorithm.ES256);
    }

    private Client assertion(String claims) {
        try {
            return authenticate(signed(claims));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private Client authenticate(String assertion) {
        Map<String, String> form = new HashMap<>();
        form.put("client_assertion", assertion);
        form.put("client_assertion_type", ClientAuthentication.ASSERTION_TYPE);
        return server.clients.authenticate("", new Form(form));
    }

    private Client basic(String id, String secret) {
        return server.clients.authenticate(header(id, secret), new Form(Map.of()));
    }

    private static String header(String id, String secret) {
        return "Basic " + Base64.getEncoder().encodeToString((id + ":" + secret).getBytes(StandardCharsets.UTF_8));
    }

    private Client post(String id, String secret) {
        return server.clients.authenticate("", new Form(Map.of("client_id", id, "client_secret", secret)));
    }

    private static IdentityRefusal refusal(Client client) {
        return switch (client) {
            case Client.Unknown unknown -> unknown.refusal();
            case Client.Known known -> throw new AssertionError("accepted " + known);
        };
    }
}
