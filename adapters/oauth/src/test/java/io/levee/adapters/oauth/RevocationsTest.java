package io.levee.adapters.oauth;

import static io.levee.adapters.oauth.TestServer.ANA;
import static io.levee.adapters.oauth.TestServer.WRITER;
import static org.assertj.core.api.Assertions.assertThat;

import io.levee.facts.Fact;
import io.levee.facts.IdentityFact;
import io.levee.identity.IdentityRefusal;
import io.levee.identity.TokenId;
import io.levee.ledger.Entry;
import io.levee.ledger.Origin;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RevocationsTest {
    private final TestServer server;

    RevocationsTest(@TempDir Path folder) {
        server = new TestServer(folder);
    }

    @Test
    void whatHasEndedByItselfIsForgotten() {
        for (int i = 0; i < 2_000; i++) {
            server.ledger.write(new IdentityFact.TokenRevoked(
                    new TokenId("t-" + i), ANA, "", server.clock.instant().plusSeconds(60)));
            server.clock.advance(Duration.ofSeconds(1));
        }
        assertThat(server.revocations.size()).isLessThan(400);
    }

    @Test
    void whatWasRevokedBeforeARestartIsRevokedAfterIt() {
        String token = server.chain(ANA, WRITER);
        server.revocation().revoke(ANA, token, "");
        Revocations after = new Revocations(server.clock);
        server.ledger.follow(Set.of(Fact.Family.IDENTITY), after);

        assertThat(after.revoked(server.read(token))).isPresent();
    }

    @Test
    void moreRevocationsThanFitNeverMeanThatOneIsForgotten() {
        String token = server.chain(ANA, WRITER);
        Instant end = server.clock.instant().plus(Lifetimes.TOKEN_MAX);
        for (int i = 0; i <= Revocations.TOKENS_MAX; i++) {
            server.revocations.learned(new Entry(
                    new Origin("acme", "r"),
                    i,
                    server.clock.instant(),
                    new IdentityFact.TokenRevoked(new TokenId("t-" + i), ANA, "", end)));
        }
        assertThat(server.revocations.size()).isLessThanOrEqualTo(Revocations.TOKENS_MAX);
        assertThat(server.unknown(token)).isEqualTo(IdentityRefusal.TOKEN_REVOKED);
        server.clock.advance(Duration.ofMillis(1));
        server.known(server.chain(ANA, WRITER));
    }

    @Test
    void aTokenIsIntrospectedByThoseWhomItConcerns() {
        Introspection introspection = new Introspection(server.verifier, TestServer.ISSUER);
        String token = server.chain(ANA, WRITER, TestServer.CHART);

        assertThat(introspection.forAgent(TestServer.CHART, token))
                .containsEntry("active", true)
                .containsEntry("sub", "person:ana")
                .containsEntry("client_id", "chart")
                .containsEntry("act", Map.of("sub", "agent:chart", "act", Map.of("sub", "agent:writer")));
        assertThat(introspection.forAgent(WRITER, token)).containsEntry("active", true);
        assertThat(introspection.forAgent(TestServer.DEEP, token)).isEqualTo(Map.of("active", false));
        assertThat(introspection.forPerson(ANA, false, token)).containsEntry("active", true);
        assertThat(introspection.forPerson(TestServer.BO, false, token)).isEqualTo(Map.of("active", false));
        assertThat(introspection.forPerson(TestServer.BO, true, token)).containsEntry("active", true);
        assertThat(introspection.forPerson(TestServer.BO, true, "x.y.z")).isEqualTo(Map.of("active", false));
        server.revocation().revoke(ANA, token, "");
        assertThat(introspection.forAgent(WRITER, token)).isEqualTo(Map.of("active", false));
    }

    @Test
    void theMetadataNamesWhereToAskAndNothingThatIsNotThere() {
        assertThat(new ServerMetadata(TestServer.ISSUER).document())
                .containsEntry("issuer", TestServer.ISSUER)
                .containsEntry("token_endpoint", TestServer.ISSUER + "/oauth/token")
                .containsEntry("jwks_uri", TestServer.ISSUER + "/oauth/jwks")
                .containsKeys(
                        "introspection_endpoint",
                        "revocation_endpoint",
                        "response_types_supported",
                        "grant_types_supported",
                        "token_endpoint_auth_methods_supported",
                        "token_endpoint_auth_signing_alg_values_supported")
                .doesNotContainKey("authorization_endpoint");
    }
}
