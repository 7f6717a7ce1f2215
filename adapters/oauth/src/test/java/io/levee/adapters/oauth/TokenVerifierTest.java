package io.levee.adapters.oauth;

import static io.levee.adapters.oauth.TestServer.ANA;
import static io.levee.adapters.oauth.TestServer.BO;
import static io.levee.adapters.oauth.TestServer.CHART;
import static io.levee.adapters.oauth.TestServer.DEEP;
import static io.levee.adapters.oauth.TestServer.WRITER;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import io.levee.facts.IdentityFact;
import io.levee.facts.Layer;
import io.levee.facts.Scope;
import io.levee.facts.StopFact;
import io.levee.facts.StopId;
import io.levee.identity.Audience;
import io.levee.identity.Chain;
import io.levee.identity.Identity;
import io.levee.identity.IdentityRefusal;
import io.levee.identity.TeamId;
import io.levee.ledger.Origin;
import io.levee.ledger.Receipt;
import io.levee.ledger.ReplicaView;
import io.levee.rooms.stop.Stopper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TokenVerifierTest {
    private TestServer server;
    private String token;

    TokenVerifierTest(@TempDir Path folder) {
        server = new TestServer(folder);
        token = "";
    }

    @BeforeEach
    void issue() {
        token = server.chain(ANA, WRITER);
    }

    @Test
    void aTokenSaysWhoActsForWhomInWhichSession() {
        Identity.Known known = server.known(token);

        assertThat(known.chain()).isEqualTo(Chain.of(ANA, WRITER));
        assertThat(known.expiresAt()).isEqualTo(server.clock.instant().plus(Lifetimes.ACCESS));
        assertThat(Forge.payload(token))
                .contains("\"sub\":\"person:ana\"")
                .contains("\"act\":{\"sub\":\"agent:writer\"}")
                .contains("\"sid\":\"" + known.session() + "\"");
    }

    @Test
    void theCurrentActorIsTheOutermost() {
        String deep = server.chain(ANA, WRITER, CHART, DEEP);

        assertThat(server.known(deep).chain()).isEqualTo(Chain.of(ANA, WRITER, CHART, DEEP));
        assertThat(Forge.payload(deep))
                .contains(
                        "\"act\":{\"sub\":\"agent:deep\",\"act\":{\"sub\":\"agent:chart\",\"act\":{\"sub\":\"agent:writer\"}}}");
    }

    @Test
    void nothingIsRefusedAsMissing() {
        assertThat(server.unknown("")).isEqualTo(IdentityRefusal.CREDENTIAL_MISSING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "..", "a.b", "a.b.c.d", "=.=.=", "e30.e30.", "e30.e30.e30", "é.é.é", "\0"})
    void whatIsNoTokenIsRefusedAsSuch(String bearer) {
        assertThat(server.unknown(bearer)).isIn(IdentityRefusal.TOKEN_MALFORMED, IdentityRefusal.TOKEN_ALGORITHM);
    }

    @Test
    void aMegabyteIsRefusedBeforeItIsLookedAt() {
        String large = token + "A".repeat(1_000_000);

        assertThat(server.unknown(large)).isEqualTo(IdentityRefusal.TOKEN_TOO_LARGE);
        assertThat(server.verifier.identify(large, Audience.GATEWAY))
                .hasToString(server.verifier
                        .identify("x".repeat(large.length()), Audience.GATEWAY)
                        .toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "None", "nOnE", "", "HS256", "RS256", "ES384"})
    void anotherAlgorithmIsRefusedWhateverTheSignature(String algorithm) {
        String forged = Forge.signedByUs(
                server,
                "{\"alg\":\"%s\",\"typ\":\"at+jwt\",\"kid\":\"KID\"}".formatted(algorithm),
                Forge.payload(token));

        assertThat(server.unknown(forged)).isEqualTo(IdentityRefusal.TOKEN_ALGORITHM);
        assertThat(server.unknown(forged.substring(0, forged.lastIndexOf('.') + 1)))
                .isEqualTo(IdentityRefusal.TOKEN_ALGORITHM);
    }

    @Test
    void thePublicKeyIsNoSharedSecret() throws Exception {
        String published = server.store.all().getFirst().publicJwk();
        String forged = Forge.sign(
                Forge.header(token).replace("ES256", "HS256"),
                Forge.payload(token),
                new MACSigner(published.getBytes(StandardCharsets.UTF_8)),
                JWSAlgorithm.HS256);

        assertThat(server.unknown(forged)).isEqualTo(IdentityRefusal.TOKEN_ALGORITHM);
    }

    @Test
    void aKeyThatTheTokenBringsAlongIsNotUsed() throws Exception {
        ECKey theirs = new ECKeyGenerator(Curve.P_256).keyID("theirs").generate();
        String kid = server.keys.signing().keyId();
        for (String header : List.of(
                "{\"alg\":\"ES256\",\"typ\":\"at+jwt\",\"kid\":\"%s\",\"jwk\":%s}"
                        .formatted(kid, theirs.toPublicJWK().toJSONString()),
                "{\"alg\":\"ES256\",\"typ\":\"at+jwt\",\"kid\":\"%s\",\"jku\":\"https://evil.example/jwks\"}"
                        .formatted(kid),
                "{\"alg\":\"ES256\",\"typ\":\"at+jwt\",\"kid\":\"%s\",\"x5u\":\"https://evil.example/x\"}"
                        .formatted(kid))) {
            String forged = Forge.sign(header, Forge.payload(token), new ECDSASigner(theirs), JWSAlgorithm.ES256);
            assertThat(server.unknown(forged)).isEqualTo(IdentityRefusal.TOKEN_SIGNATURE);
        }
        String unknown = Forge.sign(
                "{\"alg\":\"ES256\",\"typ\":\"at+jwt\",\"kid\":\"theirs\",\"jku\":\"https://evil.example/jwks\"}",
                Forge.payload(token),
                new ECDSASigner(theirs),
                JWSAlgorithm.ES256);
        assertThat(server.unknown(unknown)).isEqualTo(IdentityRefusal.TOKEN_KEY_UNKNOWN);
    }

    @Test
    void aFloodOfUnknownKeysAsksTheDatabaseOnceASecond() {
        int before = server.store.timesRead();
        server.clock.advance(Duration.ofSeconds(2));
        for (int i = 0; i < 100; i++) {
            String forged = Forge.part("{\"alg\":\"ES256\",\"typ\":\"at+jwt\",\"kid\":\"k" + i + "\"}")
                    + token.substring(token.indexOf('.'));
            assertThat(server.unknown(forged)).isEqualTo(IdentityRefusal.TOKEN_KEY_UNKNOWN);
        }
        assertThat(server.store.timesRead() - before).isEqualTo(1);
    }

    @Test
    void anyChangeOfTheTokenIsRefused() {
        for (int i = 0; i < token.length(); i++) {
            char changed = token.charAt(i) == 'A' ? 'B' : 'A';
            String forged = token.substring(0, i) + changed + token.substring(i + 1);
            assertThat(server.verifier.identify(forged, Audience.GATEWAY))
                    .as("character %d", i)
                    .isInstanceOf(Identity.Unknown.class);
        }
    }

    @Test
    void partsOfTwoGoodTokensMakeNoGoodToken() {
        List<String> mine = Forge.parts(token);
        List<String> theirs = Forge.parts(server.chain(BO, CHART));

        assertThat(server.unknown(mine.get(0) + "." + theirs.get(1) + "." + mine.get(2)))
                .isEqualTo(IdentityRefusal.TOKEN_SIGNATURE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"alg\":\"ES256\",\"typ\":\"at+jwt\",\"kid\":\"KID\",\"crit\":[\"exp\"],\"exp\":1}",
                "{\"alg\":\"ES256\",\"typ\":\"at+jwt\",\"kid\":\"KID\",\"crit\":[]}",
                "{\"alg\":\"ES256\",\"typ\":\"at+jwt\",\"kid\":\"KID\",\"b64\":false,\"crit\":[\"b64\"]}",
                "{\"alg\":\"ES256\",\"typ\":\"JWT\",\"kid\":\"KID\"}",
                "{\"alg\":\"ES256\",\"kid\":\"KID\"}",
                "{\"alg\":\"ES256\",\"alg\":\"ES256\",\"typ\":\"at+jwt\",\"kid\":\"KID\"}",
                "{\"alg\":\"ES256\",\"typ\":\"at+jwt\",\"kid\":\"KID\"} x"
            })
    void aHeaderThatAsksForMoreIsRefused(String header) {
        assertThat(server.unknown(Forge.signedByUs(server, header, Forge.payload(token))))
                .isEqualTo(IdentityRefusal.TOKEN_MALFORMED);
    }

    @Test
    void aClaimThatAppearsTwiceIsRefusedAtEveryDepth() {
        String payload = Forge.payload(token);
        assertThat(server.unknown(ours(payload.replaceFirst("\\{", "{\"sub\":\"person:bo\","))))
                .isEqualTo(IdentityRefusal.TOKEN_MALFORMED);
        assertThat(server.unknown(ours(payload.replace("\"act\":{", "\"act\":{\"sub\":\"agent:fixer\","))))
                .isEqualTo(IdentityRefusal.TOKEN_MALFORMED);
    }

    @Test
    void chainsThatCannotBeAreRefusedEvenUnderOurOwnKey() {
        String payload = Forge.payload(token);
        String act = "\"act\":{\"sub\":\"agent:writer\"}";
        assertThat(payload).contains(act);
        Stream.of(
                        act("writer", "chart", "writer"),
                        act("a", "b", "c", "d", "e"),
                        "\"act\":{\"sub\":\"person:bo\"}",
                        "\"act\":{\"sub\":\"team:growth\"}",
                        "\"act\":{}",
                        "\"act\":\"agent:writer\"",
                        "\"act\":{\"sub\":\"agent:writer\",\"act\":{}}",
                        "\"act\":{\"sub\":\"agent:..\"}",
                        "\"act\":{\"sub\":\"\"}")
                .forEach(broken -> assertThat(server.unknown(ours(payload.replace(act, broken))))
                        .as(broken)
                        .isEqualTo(IdentityRefusal.CHAIN_INVALID));
        assertThat(server.unknown(ours(payload.replace("person:ana", "agent:ana"))))
                .isEqualTo(IdentityRefusal.CHAIN_INVALID);
    }

    @Test
    void claimsOfTheWrongKindAreRefused() {
        String payload = Forge.payload(token);
        for (String name : List.of("exp", "minted", "jti", "sid", "ancestors")) {
            assertThat(server.unknown(ours(payload.replaceFirst(
                            "\"" + name + "\":(\"[^\"]*\"|\\[[^]]*]|[0-9]+)", "\"" + name + "\":true"))))
                    .as(name)
                    .isEqualTo(IdentityRefusal.TOKEN_MALFORMED);
        }
        assertThat(server.unknown(ours(payload.replaceFirst("\"exp\":[0-9]+", "\"exp\":99999999999999"))))
                .isEqualTo(IdentityRefusal.TOKEN_MALFORMED);
    }

    @Test
    void anotherIssuerIsRefused() {
        assertThat(server.unknown(ours(Forge.payload(token).replace(TestServer.ISSUER, "https://evil.example"))))
                .isEqualTo(IdentityRefusal.TOKEN_ISSUER);
    }

    @Test
    void aTokenIsGoodAtOneDoorOnly() {
        assertThat(server.unknown(token, Audience.API)).isEqualTo(IdentityRefusal.TOKEN_AUDIENCE);
        assertThat(server.unknown(server.login(ANA))).isEqualTo(IdentityRefusal.TOKEN_AUDIENCE);
        assertThat(server.unknown(ours(Forge.payload(token).replace("levee-gateway", "somewhere"))))
                .isEqualTo(IdentityRefusal.TOKEN_AUDIENCE);
    }

    @Test
    void aTicketOpensNoDoor() {
        String ticket = server.ticket(ANA, WRITER);

        assertThat(server.unknown(ticket, Audience.GATEWAY)).isEqualTo(IdentityRefusal.TOKEN_AUDIENCE);
        assertThat(server.unknown(ticket, Audience.API)).isEqualTo(IdentityRefusal.TOKEN_AUDIENCE);
    }

    @Test
    void aTokenEndsOnTimeAlsoWhenItWasSeenBefore() {
        server.known(token);
        server.clock.advance(Lifetimes.ACCESS.plus(Lifetimes.SKEW).minusMillis(1));
        server.known(token);
        server.clock.advance(Duration.ofMillis(1));

        assertThat(server.unknown(token)).isEqualTo(IdentityRefusal.TOKEN_EXPIRED);
    }

    @Test
    void aTokenOfTheFutureIsRefusedUntilThen() {
        server.clock.advance(Lifetimes.SKEW.negated());
        server.known(token);
        server.clock.advance(Duration.ofMillis(-1));

        assertThat(server.unknown(token)).isEqualTo(IdentityRefusal.TOKEN_NOT_YET_VALID);
    }

    @Test
    void aRevokedTokenIsRefusedWithTheNextCall() {
        server.known(token);

        assertThat(server.revocation().revoke(WRITER, token, "leaked"))
                .isEqualTo(new TokenRevocation.Outcome.Revoked());

        assertThat(server.unknown(token)).isEqualTo(IdentityRefusal.TOKEN_REVOKED);
    }

    @Test
    void aChangeOfTheOrganisationTakesEffectWithTheNextCall() {
        server.known(token);
        server.people.put(ANA, TestServer.person(ANA, "growth", false));
        assertThat(server.unknown(token)).isEqualTo(IdentityRefusal.PERSON_INACTIVE);
        server.people.remove(ANA);
        assertThat(server.unknown(token)).isEqualTo(IdentityRefusal.PERSON_UNKNOWN);
        server.people.put(ANA, TestServer.person(ANA, "spark", true));
        assertThat(server.unknown(token)).isEqualTo(IdentityRefusal.AGENT_NOT_FOR_PERSON);
        server.people.put(ANA, TestServer.person(ANA, "growth", true));
        server.passports.remove(WRITER);
        assertThat(server.unknown(token)).isEqualTo(IdentityRefusal.AGENT_UNKNOWN);
        server.passports.put(WRITER, TestServer.passport(WRITER, "growth"));
        server.known(token);
    }

    @Test
    void everyAgentOfTheChainIsAskedAfterNotOnlyTheLast() {
        String deep = server.chain(ANA, WRITER, CHART);
        server.passports.put(WRITER, TestServer.passport(WRITER, "spark"));

        assertThat(server.unknown(deep)).isEqualTo(IdentityRefusal.AGENT_NOT_FOR_PERSON);
    }

    @Test
    void aStopCoversTokensThatExistAndNoneIsMinted() {
        String ticket = server.ticket(ANA, WRITER);
        String other = server.chain(BO, CHART);
        StopFact.Ordered stop = server.stop(new Scope.Agent(WRITER));

        assertThat(server.unknown(token)).isEqualTo(IdentityRefusal.SCOPE_STOPPED);
        assertThat(TestServer.refused(server.exchange(WRITER, ticket))).isEqualTo(IdentityRefusal.SCOPE_STOPPED);
        server.known(other);

        server.resume(stop);
        server.known(TestServer.granted(server.exchange(WRITER, ticket)));
    }

    @Test
    void whatAStopRevokedStaysRevokedAfterSomebodyResumed() {
        Scope scope = new Scope.Team(new TeamId("growth"));
        StopFact.Ordered stop = server.stop(scope);
        TokenStopper stopper =
                new TokenStopper(server.live, server.standing, server.ledger, ReplicaView.alone(), server.clock);
        Receipt at = new Receipt(server.ledger.origin(), 0, server.clock.instant());
        assertThat(stopper.stop(stop, at).affected()).isEqualTo(1);
        assertThat(stopper.verify(stop, at)).isEqualTo(new Stopper.Proof(true, "1 of 1 tokens refused, 0 live"));
        server.resume(stop);
        server.clock.advance(Duration.ofMillis(1));

        assertThat(server.unknown(token)).isEqualTo(IdentityRefusal.TOKEN_REVOKED);
        server.known(server.chain(ANA, WRITER));
        assertThat(server.ledger.facts(IdentityFact.ScopeRevoked.class))
                .extracting(IdentityFact.ScopeRevoked::scope)
                .containsExactly(scope);
    }

    @Test
    void aProbeSeesTokensThatStillPass() {
        Receipt at = new Receipt(server.ledger.origin(), 0, server.clock.instant());
        TokenStopper stopper =
                new TokenStopper(server.live, server.standing, server.ledger, ReplicaView.alone(), server.clock);
        StopFact.Ordered neverOrdered = new StopFact.Ordered(
                new StopId("stop-lost"), new Scope.Agent(WRITER), Set.of(Layer.IDENTITY), ANA, "not in the ledger");

        assertThat(stopper.verify(neverOrdered, at))
                .isEqualTo(new Stopper.Proof(false, "0 of 0 tokens refused, 1 live"));
        assertThat(new TokenStopper(
                                server.live,
                                server.standing,
                                server.ledger,
                                (_, _) -> Set.of(new Origin("acme", "b")),
                                server.clock)
                        .verify(server.stop(new Scope.Agent(CHART)), at)
                        .holds())
                .isFalse();
    }

    private String ours(String payload) {
        return Forge.signedByUs(server, "{\"alg\":\"ES256\",\"typ\":\"at+jwt\",\"kid\":\"KID\"}", payload);
    }

    /// Outermost first.
    private static String act(String... agents) {
        StringBuilder act = new StringBuilder();
        for (String agent : agents) {
            act.append(act.isEmpty() ? "" : ",")
                    .append("\"act\":{\"sub\":\"agent:")
                    .append(agent)
                    .append('"');
        }
        return act + "}".repeat(agents.length);
    }
}
