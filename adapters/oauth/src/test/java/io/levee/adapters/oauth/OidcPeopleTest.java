package io.levee.adapters.oauth;

import static io.levee.adapters.oauth.TestServer.ANA;
import static io.levee.adapters.oauth.TestServer.WRITER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.sun.net.httpserver.HttpServer;
import io.levee.adapters.oauth.PersonTokens.Proof;
import io.levee.fault.ErrorCode;
import io.levee.fault.LeveeException;
import io.levee.identity.Chain;
import io.levee.identity.IdentityRefusal;
import io.levee.organisation.Settings;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OidcPeopleTest {
    private static final Settings.OidcIssuer ISSUER = new Settings.OidcIssuer(
            "https://login.example", "https://login.example/jwks", "levee-client", "preferred_username");

    private final TestServer server;
    private static final RSAKey KEY = pair("issuer-1");
    private static final RSAKey OTHER = pair("issuer-2");

    private final OidcPeople people;
    private String document;
    private boolean reachable = true;
    private int fetched;

    OidcPeopleTest(@TempDir Path folder) {
        server = new TestServer(folder);
        document = new JWKSet(KEY.toPublicJWK()).toString();
        people = new OidcPeople(ISSUER, new IssuerKeys(this::fetch, server.clock), server.clock);
    }

    @Test
    void anIdTokenSaysWhichPersonItIs() throws Exception {
        assertThat(people.prove(signed(claims())))
                .isEqualTo(new Proof.Person(
                        ANA,
                        Optional.empty(),
                        "https://login.example",
                        server.clock.instant().plusSeconds(300)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "https://login.example | https://evil.example | TOKEN_ISSUER",
                "\"levee-client\" | \"other-client\" | TOKEN_AUDIENCE",
                "\"levee-client\" | [\"levee-client\",\"other\"] | TOKEN_AUDIENCE",
                "\"levee-client\" | \"levee-client\",\"azp\":\"other\" | TOKEN_AUDIENCE",
                "NOW+300 | NOW-6 | TOKEN_EXPIRED",
                "NOW+300 | NOW+300,\"nbf\":NOW+6 | TOKEN_NOT_YET_VALID",
                "\"exp\":NOW+300 | \"x\":1 | TOKEN_MALFORMED",
                "preferred_username | nickname | TOKEN_MALFORMED",
                "\"ana\" | \"ana\",\"preferred_username\":\"bo\" | TOKEN_MALFORMED",
                "\"ana\" | \"../ana\" | TOKEN_MALFORMED"
            })
    void aTokenThatIsWrongInOneThingProvesNobody(String part, String replacement, IdentityRefusal refusal)
            throws Exception {
        assertThat(template()).contains(part);

        assertThat(refusal(signed(filled(template().replace(part, replacement)))))
                .isEqualTo(refusal);
    }

    @Test
    void aTokenOfAnotherKeyOrAlgorithmProvesNobody() throws Exception {
        assertThat(refusal(Forge.sign(header(), claims(), new RSASSASigner(OTHER), JWSAlgorithm.RS256)))
                .isEqualTo(IdentityRefusal.TOKEN_SIGNATURE);
        assertThat(refusal(Forge.part("{\"alg\":\"none\",\"kid\":\"issuer-1\"}") + "." + Forge.part(claims()) + "."))
                .isEqualTo(IdentityRefusal.TOKEN_SIGNATURE);
        assertThat(refusal("A".repeat(1_000_000))).isEqualTo(IdentityRefusal.TOKEN_TOO_LARGE);
    }

    @Test
    void theIssuersTokenIsExchangedOnlyByTheAgentThatItNames() throws Exception {
        server.exchangeWith(people);
        String named = signed(claims().replace("{\"iss\"", "{\"may_act\":{\"sub\":\"agent:writer\"},\"iss\""));

        String token = TestServer.granted(idToken(named));
        assertThat(server.known(token).chain()).isEqualTo(Chain.of(ANA, WRITER));
        assertThat(server.read(token).expiresAt())
                .isEqualTo(server.clock.instant().plusSeconds(300));
        assertThat(TestServer.refused(idToken(signed(claims())))).isEqualTo(IdentityRefusal.CHAIN_SPLICED);
        assertThat(TestServer.refused(
                        server.exchange(TestServer.CHART, named, "subject_token_type", TokenExchange.ID_TOKEN)))
                .isEqualTo(IdentityRefusal.CHAIN_SPLICED);
    }

    @Test
    void keysAreFetchedOnceAndAgainWhenTheyAreOld() throws Exception {
        for (int i = 0; i < 20; i++) {
            people.prove(signed(claims()));
            refusal(Forge.sign(
                    "{\"alg\":\"RS256\",\"kid\":\"no-" + i + "\"}",
                    claims(),
                    new RSASSASigner(KEY),
                    JWSAlgorithm.RS256));
        }
        assertThat(fetched).isEqualTo(1);
        server.clock.advance(IssuerKeys.FRESH_FOR);
        people.prove(signed(claims()));
        assertThat(fetched).isEqualTo(2);
    }

    @Test
    void anIssuerThatIsAwayKeepsItsKeysForAWhile() throws Exception {
        people.prove(signed(claims()));
        reachable = false;
        server.clock.advance(Duration.ofMinutes(30));
        assertThat(people.prove(signed(claims()))).isInstanceOf(Proof.Person.class);
        server.clock.advance(Duration.ofMinutes(30));

        assertThat(refusal(signed(claims()))).isEqualTo(IdentityRefusal.TOKEN_KEY_UNKNOWN);
    }

    @Test
    void aKeyThatTheIssuerWithdrewIsNoLongerGood() throws Exception {
        people.prove(signed(claims()));
        document = new JWKSet(
                        new RSAKeyGenerator(2048).keyID("issuer-2").generate().toPublicJWK())
                .toString();
        server.clock.advance(IssuerKeys.FRESH_FOR);

        assertThat(refusal(signed(claims()))).isEqualTo(IdentityRefusal.TOKEN_KEY_UNKNOWN);
    }

    @Test
    void anIssuerThatSendsNonsenseProvesNobody() throws Exception {
        document = "<html>";
        assertThat(refusal(signed(claims()))).isEqualTo(IdentityRefusal.TOKEN_KEY_UNKNOWN);
    }

    @Test
    void keysAreReadOverHttpWithinLimits() throws Exception {
        HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.createContext("/jwks", exchange -> {
            byte[] body = document.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        http.start();
        try {
            URI uri = URI.create(
                    "http://127.0.0.1:%d/jwks".formatted(http.getAddress().getPort()));
            assertThat(IssuerKeys.at(uri, server.clock).find("issuer-1")).isPresent();
            document = document + " ".repeat(300_000);
            assertThat(IssuerKeys.at(uri, server.clock).find("issuer-1")).isEmpty();
        } finally {
            http.stop(0);
        }
        assertThatThrownBy(() -> IssuerKeys.at(URI.create("http://login.example/jwks"), server.clock))
                .hasMessageContaining("use https");
    }

    private TokenExchange.Outcome idToken(String token) {
        return server.exchange(WRITER, token, "subject_token_type", TokenExchange.ID_TOKEN);
    }

    private String fetch() {
        fetched++;
        if (!reachable) {
            throw new LeveeException(ErrorCode.UPSTREAM_UNAVAILABLE, "the issuer is away");
        }
        return document;
    }

    private static RSAKey pair(String keyId) {
        try {
            return new RSAKeyGenerator(2048).keyID(keyId).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String header() {
        return "{\"alg\":\"RS256\",\"kid\":\"issuer-1\"}";
    }

    private static String template() {
        return "{\"iss\":\"https://login.example\",\"aud\":\"levee-client\",\"preferred_username\":\"ana\",\"exp\":NOW+300}";
    }

    private String claims() {
        return filled(template());
    }

    private String filled(String template) {
        long now = server.clock.instant().getEpochSecond();
        return template.replace("NOW+300", Long.toString(now + 300))
                .replace("NOW-6", Long.toString(now - 6))
                .replace("NOW+6", Long.toString(now + 6));
    }

    private String signed(String claims) throws Exception {
        return Forge.sign(header(), claims, new RSASSASigner(KEY), JWSAlgorithm.RS256);
    }

    private IdentityRefusal refusal(String token) {
        return switch (people.prove(token)) {
            case Proof.Nobody nobody -> nobody.refusal();
            case Proof.Person person -> throw new AssertionError("accepted " + person);
        };
    }
}
