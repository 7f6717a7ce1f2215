package io.levee.app.replica;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import io.levee.cli.Remote;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Date;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// A replica that is told by an identity provider and asked by Stripe; both are doubles that speak as documented.
final class HooksTest {
    private static final String ISSUER = "https://login.example";
    private static final String SIGNING = "signing-secret-of-this-test";

    @SuppressWarnings("NullAway.Init")
    private static ECKey key;

    @SuppressWarnings("NullAway.Init")
    private static HttpServer provider;

    @SuppressWarnings("NullAway.Init")
    private static Levee levee;

    @SuppressWarnings("NullAway.Init")
    private static Remote remote;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        key = new ECKeyGenerator(Curve.P_256).keyID("k1").generate();
        provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        byte[] keys = new JWKSet(key).toString().getBytes(StandardCharsets.UTF_8);
        provider.createContext("/keys", exchange -> {
            exchange.sendResponseHeaders(200, keys.length);
            exchange.getResponseBody().write(keys);
            exchange.close();
        });
        provider.start();
        String here = "http://127.0.0.1:" + provider.getAddress().getPort();
        files(here)
                .forEach((name, text) -> WrittenFile.write(folder.resolve("org").resolve(name), text));
        WrittenFile.write(folder.resolve("stopper-secrets/signing"), SIGNING);
        WrittenFile.write(folder.resolve("stopper-secrets/stripe"), "unused");
        for (String secret : new String[] {"signing", "stripe"}) {
            Files.setPosixFilePermissions(
                    folder.resolve("stopper-secrets").resolve(secret), PosixFilePermissions.fromString("rw-------"));
        }
        levee = Levee.start(new Configuration(
                folder,
                folder.resolve("org"),
                Optional.empty(),
                "hooks",
                InetAddress.getLoopbackAddress(),
                Configuration.Ports.FREE,
                Map.of(),
                Map.of()));
        remote = new Remote(folder, _ -> Optional.empty(), _ -> Optional.empty());
    }

    @AfterAll
    static void end() {
        levee.close();
        provider.stop(0);
    }

    @Test
    void whoseSessionsAreRevokedElsewhereIsStoppedAndPaysNothing() throws Exception {
        assertThat(asked("evt_1").body()).isEqualTo("{\"approved\":true}");

        HttpResponse<String> told = pushed(event("j-1", "ana@hooks.example"));

        assertThat(told.statusCode()).as(told.body()).isEqualTo(202);
        JsonNode stop =
                remote.apiAs(Optional.of("ops")).get("/v1/stops").path("stops").get(0);
        assertThat(stop.path("scope").asString()).isEqualTo("person:ana");
        assertThat(stop.path("by").asString()).isEqualTo("person:ops");
        assertThat(stop.path("reason").asString()).contains(ISSUER);
        assertThat(asked("evt_2").body()).isEqualTo("{\"approved\":false}");
        for (String id : new String[] {"j-1", "j-3"}) {
            assertThat(pushed(event(id, "ana@hooks.example")).statusCode())
                    .as("the same again")
                    .isEqualTo(202);
        }
        assertThat(remote.apiAs(Optional.of("ops")).get("/v1/stops").path("stops"))
                .hasSize(1);
    }

    @Test
    void whatNobodySignedIsRefused() throws Exception {
        String good = event("j-2", "nobody@hooks.example");
        assertThat(pushed(good).statusCode()).as("of nobody here").isEqualTo(202);
        assertThat(pushed(good.substring(0, good.length() - 8) + "AAAAAAAA").statusCode())
                .isEqualTo(400);
        assertThat(pushed("nothing").body()).contains("invalid_issuer");
        assertThat(post("/v1/hooks/cards/cards", Map.of(), "{}").body()).isEqualTo("{\"approved\":false}");
        assertThat(post("/v1/hooks/cards/unheard-of", Map.of(), "{}").statusCode())
                .isEqualTo(404);
    }

    private static HttpResponse<String> asked(String event) throws Exception {
        String body = """
                {"id":"%s","type":"issuing_authorization.request","data":{"object":{"id":"iauth_1",
                "card":{"id":"ic_1"},"cardholder":"ich_1"}}}""".formatted(event);
        long now = Instant.now().getEpochSecond();
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SIGNING.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        String signature = HexFormat.of().formatHex(mac.doFinal((now + "." + body).getBytes(StandardCharsets.UTF_8)));
        return post("/v1/hooks/cards/cards", Map.of("Stripe-Signature", "t=%d,v1=%s".formatted(now, signature)), body);
    }

    /// Whoever may not stop stops nobody by an issuer either, and the issuer sends it again.
    @Test
    void anEventThatStopsNobodyIsNotAcknowledged() throws Exception {
        String event = event("https://other.example", "j-4", "ops@hooks.example");
        assertThat(pushed(event).statusCode()).isEqualTo(503);
        assertThat(pushed(event).statusCode()).as("it is no repetition").isEqualTo(503);
        assertThat(remote.apiAs(Optional.of("ops")).get("/v1/stops").findValuesAsString("scope"))
                .doesNotContain("person:ops");
    }

    private static String event(String id, String address) throws Exception {
        return event(ISSUER, id, address);
    }

    private static String event(String issuer, String id, String address) throws Exception {
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256)
                        .type(new JOSEObjectType("secevent+jwt"))
                        .keyID("k1")
                        .build(),
                new JWTClaimsSet.Builder()
                        .issuer(issuer)
                        .audience("https://levee.hooks.example")
                        .jwtID(id)
                        .issueTime(Date.from(Instant.now()))
                        .claim("sub_id", Map.of("format", "email", "email", address))
                        .claim(
                                "events",
                                Map.of("https://schemas.openid.net/secevent/caep/event-type/session-revoked", Map.of()))
                        .build());
        token.sign(new ECDSASigner(key));
        return token.serialize();
    }

    private static HttpResponse<String> pushed(String token) throws Exception {
        return post("/v1/hooks/security-events", Map.of("Content-Type", "application/secevent+jwt"), token);
    }

    private static HttpResponse<String> post(String path, Map<String, String> headers, String body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(levee.addresses().api() + path))
                .POST(HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(request::header);
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    private static Map<String, String> files(String provider) {
        return Map.of(
                "levee.yaml",
                """
                name: hooks
                login: local
                securityEvents:
                  - issuer: %s
                    audience: https://levee.hooks.example
                    jwksUri: %s/keys
                    onBehalfOf: ops
                  - issuer: https://other.example
                    audience: https://levee.hooks.example
                    jwksUri: %s/keys
                    onBehalfOf: ana
                """.formatted(ISSUER, provider, provider),
                "people.yaml",
                """
                roles: { user: works, operator: may stop }
                people:
                  ana: { name: Ana, email: Ana@hooks.example, teams: [core], roles: [user] }
                  ops: { name: Ops, email: ops@hooks.example, teams: [core], roles: [operator] }
                """,
                "teams/core/team.yaml",
                """
                name: Core
                platform: true
                contact: ops@hooks.example
                onCall: ops
                channel: "#core"
                """,
                "agents/buyer.yaml",
                """
                purpose: buys
                owner: core
                runsAt: here
                actsFor: [team:core]
                mayKnow: []
                mayChange: []
                spend: { callsPerHour: 10, usdCentsPerDay: 1 }
                observed: [everything]
                stoppers: [person:ops]
                """,
                "stoppers.yaml",
                """
                stoppers:
                  cards:
                    system: stripe
                    settings: { url: "%s", secret: stripe, webhook: signing }
                    footholds: [{ agent: buyer, person: ana, id: ic_1 }]
                """.formatted(provider),
                "policies/all.cedar",
                """
                @id("operators-stop")
                @why("somebody must")
                permit (principal is Person in Role::"operator", action in [Action::"stop", Action::"resume"], resource);
                """);
    }
}
