package io.levee.app.replica;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.adapters.doubles.AnthropicDouble;
import io.levee.adapters.doubles.HttpAsked;
import io.levee.adapters.doubles.HttpDouble;
import io.levee.adapters.doubles.OpenAiDouble;
import io.levee.cli.AgentTokens;
import io.levee.cli.Remote;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A whole replica whose teams have reviewers with models; the models are doubles. Each team knows
/// one thing that no rule can check, so without its model nobody objects.
final class ReviewersWithModelsTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String PATIENCE = "8";
    private static final String LINE = "retention.ms=-1";

    @SuppressWarnings("NullAway.Init")
    private static AnthropicDouble anthropic;

    @SuppressWarnings("NullAway.Init")
    private static OpenAiDouble gpt;

    @SuppressWarnings("NullAway.Init")
    private static Levee levee;

    @SuppressWarnings("NullAway.Init")
    private static Remote remote;

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException {
        anthropic = new AnthropicDouble();
        gpt = new OpenAiDouble();
        ReviewedTeams.write(folder.resolve("org"));
        Path key = folder.resolve("provider-keys/models");
        Files.createDirectories(key.getParent());
        Files.writeString(key, "k-1");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        levee = Levee.start(new Configuration(
                folder,
                folder.resolve("org"),
                Optional.empty(),
                "reviewing",
                InetAddress.getLoopbackAddress(),
                Configuration.Ports.FREE,
                Map.of("hosted", URI.create(anthropic.url()), "gpt", URI.create(gpt.url())),
                Map.of(ReviewPatience.VARIABLE, PATIENCE)));
        remote = new Remote(folder, _ -> Optional.empty(), _ -> Optional.empty());
    }

    @AfterAll
    static void end() {
        levee.close();
        gpt.close();
        anthropic.close();
    }

    @BeforeEach
    void nothingToSay() {
        anthropic.isWell();
        anthropic.says("{\"claims\":[]}");
        gpt.says("{\"claims\":[]}");
    }

    @Test
    void aCitedConcernHoldsAndIsShownWithWhoSaidIt() throws Exception {
        assertThat(decision(reviewed("kafka", LINE))).isEqualTo("allow");

        anthropic.says(claims(claim("kafka", "retention.ms")));
        JsonNode answer = reviewed("kafka", LINE);

        assertThat(decision(answer)).isEqualTo("hold");
        JsonNode finding = answer.path("report").path("findings").path(0);
        assertThat(finding.path("rule").asString()).isEqualTo("model/kafka-bound");
        assertThat(finding.path("evidence").path(1).path("quote").asString()).isEqualTo("a topic needs a bound");
        assertThat(team(answer, "kafka").path("reviewer").asString()).isEqualTo("agent:kafka-reviewer");
        JsonNode kept = remote.apiAs(Optional.of("cy"))
                .get("/v1/reviews/" + answer.path("review").asString())
                .path("review")
                .path("teams")
                .path(0);
        assertThat(kept.path("reviewer").asString()).isEqualTo("agent:kafka-reviewer");
        assertThat(kept.path("model").asString()).isEqualTo("answered");
    }

    /// It is an agent like any other: its call was decided, and is in the ledger with its chain.
    @Test
    void theModelIsAskedThroughTheGatewayAndShowsNoTokenOfOurs() throws Exception {
        reviewed("kafka", LINE);
        HttpAsked asked = last(anthropic);
        assertThat(asked.header("x-api-key")).isEqualTo("k-1");
        assertThat(asked.header("Authorization")).isEmpty();
        JsonNode data = data(asked);
        assertThat(data.path("focus").asString()).isEqualTo("bounds of topics, approve nothing");
        assertThat(asked.json().path("system").asString()).doesNotContain("bounds of topics");
        String decisions = remote.apiAs(Optional.of("cy"))
                .get("/v1/decisions")
                .path("decisions")
                .toString();
        assertThat(decisions).contains("agent:kafka-reviewer").contains("model:hosted/small-1");
    }

    @Test
    void whatIsInventedIsDropped() throws Exception {
        anthropic.says(claims(claim("kafka", "retention.ms=-2")));
        JsonNode answer = reviewed("kafka", LINE);
        assertThat(decision(answer)).isEqualTo("allow");
        assertThat(answer.path("report").path("findings")).isEmpty();
        assertThat(team(answer, "kafka").path("why").asString()).contains("1 of its claims were dropped");
    }

    @Test
    void aModelThatNeverAnswersLeavesWhatTheRulesSay() throws Exception {
        anthropic.hangs();
        JsonNode answer = reviewed("kafka", LINE);
        assertThat(decision(answer)).isEqualTo("allow");
        assertThat(team(answer, "kafka").path("model").asString()).isIn("late", "silent");
    }

    @Test
    void noSecretOfTheChangeReachesTheModel() throws Exception {
        String password = "Zq7" + "kLmN8rTvWx4Sd" + "9x";
        String token = "gh" + "p_" + "aB3dE5gH7jK9".repeat(3);
        JsonNode answer = reviewed("kafka", LINE, "db.password=" + password, "url=https://x.example/" + token);
        assertThat(decision(answer)).isEqualTo("deny");
        assertThat(anthropic.asked()).noneMatch(it -> it.body().contains("kLmN8rTv"));
        assertThat(anthropic.asked()).noneMatch(it -> it.body().contains("aB3dE5gH"));
        assertThat(data(last(anthropic)).path("lines").toString())
                .contains(LINE)
                .contains("db.password=");
    }

    /// The double would hold it.
    @Test
    void whoeverIsStoppedIsNotAsked() throws Exception {
        anthropic.says(claims(claim("halted", "retention.ms")));
        assertThat(decision(reviewed("halted", LINE))).isEqualTo("hold");
        remote.apiAs(Optional.of("cy"))
                .post("/v1/stops", Map.of("scope", "agent:halted-reviewer", "reason", "a test says so"));
        int before = anthropic.asked().size();

        JsonNode answer = reviewed("halted", LINE);

        assertThat(decision(answer)).isEqualTo("allow");
        assertThat(team(answer, "halted").path("model").asString()).isEqualTo("stopped");
        assertThat(anthropic.asked()).hasSize(before);
    }

    @Test
    void aBudgetOfZeroAsksNobody() throws Exception {
        notAsked("poor", "over-budget");
    }

    @Test
    void whatNoPolicyPermitsIsNotAsked() throws Exception {
        notAsked("strict", "not-permitted");
    }

    private static void notAsked(String team, String outcome) throws Exception {
        int before = anthropic.asked().size();
        JsonNode answer = reviewed(team, LINE);
        assertThat(decision(answer)).isEqualTo("allow");
        assertThat(team(answer, team).path("model").asString()).isEqualTo(outcome);
        assertThat(anthropic.asked()).hasSize(before);
    }

    @Test
    void aModelOfTheFamilyThatWroteTheChangeIsNotAsked() throws Exception {
        gpt.says(claims(claim("alike", "retention.ms")));
        assertThat(decision(reviewed("alike", LINE))).isEqualTo("hold");
        AgentTokens tokens = new AgentTokens(remote);
        String run = token(tokens.exchange("writer", tokens.ticket("writer", "ana"), "levee-gateway"));
        int status = send(
                        levee.addresses().gateway().resolve("/gpt/v1/chat/completions"),
                        run,
                        "application/json",
                        "{\"model\":\"gpt-large\",\"messages\":[]}")
                .statusCode();
        assertThat(status).isEqualTo(200);
        int before = gpt.asked().size();

        JsonNode answer = review(token(tokens.exchange("writer", run, "levee-api")), "alike", LINE);

        assertThat(team(answer, "alike").path("model").asString()).isEqualTo("same-family");
        assertThat(gpt.asked()).hasSize(before);
    }

    /// And whoever reviews never lets pass what they wrote.
    @Test
    void aReviewersOwnChangeWaitsForAPerson() throws Exception {
        AgentTokens tokens = new AgentTokens(remote);
        String token = token(tokens.exchange("kafka-reviewer", tokens.ticket("kafka-reviewer", "cy"), "levee-api"));
        JsonNode answer = review(token, "kafka", LINE);
        assertThat(decision(answer)).isEqualTo("hold");
        assertThat(team(answer, "kafka").path("state").asString()).isEqualTo("waiting");
        assertThat(team(answer, "kafka").path("apart").asString()).isEqualTo("same-agent");
    }

    private static JsonNode reviewed(String team, String... lines) throws Exception {
        AgentTokens tokens = new AgentTokens(remote);
        return review(token(tokens.exchange("writer", tokens.ticket("writer", "ana"), "levee-api")), team, lines);
    }

    private static JsonNode review(String token, String team, String... lines) throws Exception {
        StringBuilder diff = new StringBuilder("""
                diff --git a/%1$s/topics.properties b/%1$s/topics.properties
                --- a/%1$s/topics.properties
                +++ b/%1$s/topics.properties
                @@ -1,1 +1,%2$d @@
                 name=orders
                """.formatted(team, lines.length + 1));
        for (String line : lines) {
            diff.append('+').append(line).append('\n');
        }
        URI address = levee.addresses().api().resolve("/v1/reviews?name=" + team);
        HttpResponse<String> answer = send(address, token, "text/x-diff", diff.toString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return JSON.readTree(answer.body());
    }

    private static HttpResponse<String> send(URI address, String token, String type, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(address)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        }
    }

    private static String token(JsonNode answer) {
        return answer.path("access_token").asString();
    }

    private static String decision(JsonNode answer) {
        return answer.path("report").path("decision").asString();
    }

    private static JsonNode team(JsonNode answer, String name) {
        return answer.path("report").path("teams").values().stream()
                .filter(it -> it.path("team").asString().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(answer.toString()));
    }

    private static HttpAsked last(HttpDouble model) {
        return model.asked().getLast();
    }

    private static JsonNode data(HttpAsked asked) {
        return JSON.readTree(
                asked.json().path("messages").path(0).path("content").asString());
    }

    private static String claims(Map<String, Object> claim) {
        return JSON.writeValueAsString(Map.of("claims", List.of(claim)));
    }

    private static Map<String, Object> claim(String team, String quote) {
        return Map.of(
                "file",
                team + "/topics.properties",
                "line",
                2,
                "quote",
                quote,
                "kind",
                "guardrail",
                "id",
                team + "-bound",
                "says",
                "a topic needs a bound",
                "severity",
                "high",
                "message",
                "the topic grows until the disk is full");
    }
}
