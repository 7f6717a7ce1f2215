package io.levee.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.adapters.http.TestOAuth.Answer;
import io.levee.adapters.oauth.TokenExchange;
import io.levee.facts.CallFact;
import io.levee.facts.DecisionId;
import io.levee.facts.Layer;
import io.levee.facts.Scope;
import io.levee.facts.StopFact;
import io.levee.facts.StopId;
import io.levee.identity.Chain;
import io.levee.identity.SessionId;
import io.levee.identity.TokenId;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// The authorization server as clients see it: over HTTP, from login to revocation.
final class OAuthTest {
    private final TestOAuth server;

    OAuthTest(@TempDir Path folder) {
        server = new TestOAuth(folder);
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void anAgentGetsATokenForAPersonAndLosesItWithTheNextCall() {
        String basic = basic("writer");
        Answer granted = exchange(basic, server.login("ana", "writer"));
        assertThat(granted.status()).isEqualTo(200);
        assertThat(granted.text("token_type")).isEqualTo("Bearer");
        assertThat(granted.json().path("expires_in").asInt()).isEqualTo(600);
        assertThat(granted.header("Cache-Control")).isEqualTo("no-store");
        String token = granted.text("access_token");

        Answer active = server.form("/oauth/introspect", basic, Map.of("token", token));
        assertThat(active.json().path("active").asBoolean()).isTrue();
        assertThat(active.json().path("act").path("sub").asString()).isEqualTo("agent:writer");

        assertThat(server.form("/oauth/revoke", basic, Map.of("token", token)).status())
                .isEqualTo(200);
        assertThat(server.form("/oauth/introspect", basic, Map.of("token", token))
                        .json()
                        .toString())
                .isEqualTo("{\"active\":false}");
    }

    @Test
    void anotherAgentsTicketIsRefusedInTheFormOfTheStandardWithOurCode() {
        Answer spliced = exchange(basic("chart"), server.login("ana", "writer"));

        assertThat(spliced.status()).isEqualTo(400);
        assertThat(spliced.text("error")).isEqualTo("invalid_request");
        assertThat(spliced.text("code")).isEqualTo("chain-spliced");
        assertThat(spliced.text("error_description")).contains("were not issued for each other");
    }

    @Test
    void aClientThatProvesNothingGets401AndAWayToAuthenticate() {
        String wrong = "Basic " + Base64.getEncoder().encodeToString("writer:x".getBytes(StandardCharsets.UTF_8));
        for (String path : List.of("/oauth/token", "/oauth/introspect", "/oauth/revoke")) {
            Answer refused = server.form(path, wrong, Map.of("grant_type", TokenExchange.GRANT, "token", "x"));
            assertThat(refused.status()).as(path).isEqualTo(401);
            assertThat(refused.text("error")).isEqualTo("invalid_client");
            assertThat(refused.text("code")).isEqualTo("agent-credential");
            assertThat(refused.header("WWW-Authenticate")).startsWith("Basic");
        }
    }

    @Test
    void whatIsNoFormIsRefused() {
        assertThat(server.post("/oauth/token", basic("writer"), "{}").text("error"))
                .isEqualTo("invalid_request");
    }

    @Test
    void theMetadataLeadsToKeysWithoutPrivateParts() {
        Answer metadata = server.get("/.well-known/oauth-authorization-server", "");
        assertThat(metadata.text("jwks_uri")).endsWith("/oauth/jwks");
        JsonNode key = server.get("/oauth/jwks", "").json().path("keys").path(0);

        assertThat(key.path("crv").asString()).isEqualTo("P-256");
        assertThat(key.has("d")).isFalse();
    }

    @Test
    void aLoginNeedsTheSecretAndAPersonOfTheOrganisation() {
        assertThat(server.post("/v1/login/local", "", "{\"person\":\"ana\"}").text("code"))
                .isEqualTo("login-refused");
        assertThat(server.post("/v1/login/local", server.local(), "{\"person\":\"mallory\"}")
                        .text("code"))
                .isEqualTo("person-unknown");
        for (String body : List.of("", "{}", "[]", "{\"person\":\"../x\"}", "{\"person\":\"ana\",\"x\":1}")) {
            assertThat(server.post("/v1/login/local", server.local(), body).status())
                    .as(body)
                    .isEqualTo(400);
        }
        assertThat(server.post("/v1/login/oidc", "", "{\"token\":\"x.y.z\"}").text("code"))
                .isEqualTo("login-refused");
    }

    @Test
    void aPersonAsksForAnAgentWithTheirOwnToken() {
        String ana = "Bearer " + server.login("ana");
        Answer ticket = server.post("/v1/login/agent", ana, "{\"agent\":\"writer\"}");
        assertThat(ticket.text("token_type")).isEqualTo("N_A");

        assertThat(exchange(basic("writer"), ticket.text("access_token")).status())
                .isEqualTo(200);
        assertThat(exchange(basic("writer"), ana.substring(7)).text("code")).isEqualTo("chain-spliced");
    }

    @Test
    void aCodeOpensOneBrowser() {
        String code = server.post("/v1/login/code", "Bearer " + server.login("ana"), "{}")
                .text("code");
        String body = "{\"code\":\"%s\"}".formatted(code);

        Answer first = server.post("/v1/login/exchange-code", "", body);
        assertThat(server.get("/v1/passports/writer", "Bearer " + first.text("access_token"))
                        .status())
                .isEqualTo(200);
        assertThat(server.post("/v1/login/exchange-code", "", body).text("code"))
                .isEqualTo("login-refused");
    }

    @Test
    void anAgentCannotLogABrowserIn() {
        String token = exchange(basic("writer"), server.login("ana", "writer"), Map.of("audience", "levee-api"))
                .text("access_token");

        assertThat(server.post("/v1/login/code", "Bearer " + token, "{}").text("code"))
                .isEqualTo("login-refused");
        assertThat(server.post("/v1/login/agent", "Bearer " + token, "{\"agent\":\"chart\"}")
                        .text("code"))
                .isEqualTo("login-refused");
    }

    @Test
    void credentialsComeFromWhoMayAdminister() {
        String path = "/v1/agents/writer/credentials";
        String secret = "{\"kind\":\"secret\"}";
        assertThat(server.post(path, "", secret).text("code")).isEqualTo("credential-missing");
        assertThat(server.post(path, "Bearer " + server.login("bo"), secret).text("code"))
                .isEqualTo("not-permitted");
        Answer made = server.post(path, "Bearer " + server.login("ana"), secret);
        assertThat(made.status()).isEqualTo(201);
        String withdrawal = path + "/" + made.text("thumbprint");
        assertThat(server.delete(withdrawal, "Bearer " + server.login("ana")).status())
                .isEqualTo(204);
        assertThat(server.delete(withdrawal, "Bearer " + server.login("ana")).status())
                .isEqualTo(404);
        assertThat(server.post(path, server.local(), "{\"kind\":\"key\",\"jwk\":{\"kty\":\"oct\"}}")
                        .status())
                .isEqualTo(400);
        assertThat(server.post("/v1/agents/nobody/credentials", server.local(), secret)
                        .status())
                .isEqualTo(404);
    }

    @Test
    void aPassportAnswersTheSevenQuestionsFromLiveFacts() {
        String ana = "Bearer " + server.login("ana");
        assertThat(server.get("/v1/passports/nobody", ana).status()).isEqualTo(404);
        assertThat(server.get("/v1/passports/writer", "").status()).isEqualTo(401);
        exchange(basic("writer"), server.login("ana", "writer"));
        server.ledger.write(decided(true));
        server.ledger.write(decided(false));
        server.ledger.write(new StopFact.Ordered(
                new StopId("stop-1"),
                new Scope.Agent(TestOAuth.WRITER),
                Set.of(Layer.GATEWAY),
                TestOAuth.ANA,
                "drill"));

        JsonNode passport = server.get("/v1/passports/writer", ana).json();

        assertThat(passport.at("/whereDoesItRun").toString())
                .isEqualTo("{\"declared\":\"a pod\",\"seenBy\":[\"acme/replica-1\"]}");
        assertThat(passport.at("/whomDoesItActFor/live/0/person").asString()).isEqualTo("person:ana");
        assertThat(passport.at("/whatMayItKnow").toString())
                .isEqualTo(
                        "{\"declared\":[\"table:*\"],\"now\":[\"table:hr.pay\",\"table:sales.orders\"],\"cut\":false}");
        assertThat(passport.at("/whatMayItChange/now").toString()).isEqualTo("[]");
        assertThat(passport.at("/whatMayItSpend").toString())
                .isEqualTo("{\"callsPerHourMax\":100,\"usdCentsPerDayMax\":5,\"callsLastHour\":1}");
        assertThat(passport.at("/whatIsObserved/denied").asInt()).isEqualTo(1);
        assertThat(passport.at("/whatIsObserved/lastSeen").asString())
                .isEqualTo(server.clock.instant().toString());
        assertThat(passport.at("/whoCanStopIt/now").toString()).isEqualTo("[\"person:ana\"]");
        assertThat(passport.at("/whoCanStopIt/stopped").asBoolean()).isTrue();
        assertThat(passport.at("/whoCanStopIt/orders/0/reason").asString()).isEqualTo("drill");
    }

    private static CallFact.Decided decided(boolean allowed) {
        return new CallFact.Decided(
                new DecisionId("d-" + allowed),
                Optional.of(new CallFact.Caller(
                        Chain.of(TestOAuth.ANA, TestOAuth.WRITER), new SessionId("s"), new TokenId("t"))),
                new CallFact.Target("warehouse", "GET", "/tables", Optional.empty(), false),
                allowed,
                "allowed",
                "",
                List.of(),
                List.of(),
                List.of(),
                0,
                "revision-1");
    }

    private Answer exchange(String authorization, String subject) {
        return exchange(authorization, subject, Map.of());
    }

    private Answer exchange(String authorization, String subject, Map<String, String> more) {
        Map<String, String> form = new HashMap<>(more);
        form.put("grant_type", TokenExchange.GRANT);
        form.put("subject_token", subject);
        form.put("subject_token_type", TokenExchange.ACCESS_TOKEN);
        return server.form("/oauth/token", authorization, form);
    }

    private String basic(String agent) {
        String secret = server.post("/v1/agents/" + agent + "/credentials", server.local(), "{\"kind\":\"secret\"}")
                .text("secret");
        return "Basic " + Base64.getEncoder().encodeToString((agent + ":" + secret).getBytes(StandardCharsets.UTF_8));
    }
}
