package io.levee.app.replica;

import static io.levee.app.replica.JobHouse.shell;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.levee.app.replica.JobHouse.Jobs;
import io.levee.cli.AgentTokens;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpSchema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Agents that run and look after jobs over MCP, on a whole replica with the official SDK's client; and jobs that renew
/// their own tokens.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class JobToolsTest {
    private static final JsonMapper JSON = new JsonMapper();

    @SuppressWarnings("NullAway.Init")
    private JobHouse house;

    @SuppressWarnings("NullAway.Init")
    private Levee levee;

    @SuppressWarnings("NullAway.Init")
    private Jobs gus;

    @BeforeAll
    void start(@TempDir Path temporary) throws IOException {
        house = new JobHouse(temporary);
        levee = Levee.start(new Configuration(
                house.data("one"),
                house.organisation(),
                Optional.empty(),
                "one",
                InetAddress.getLoopbackAddress(),
                Configuration.Ports.FREE,
                Map.of(),
                Map.of()));
        assumeTrue(levee.programs().isPresent(), "no programs are launched on this machine");
        gus = house.jobs("one", "gus");
    }

    @AfterAll
    void end() {
        levee.close();
    }

    @Test
    void anAgentRunsAProgramAndReadsWhatItPrinted() {
        try (McpSyncClient fixer = client("fixer", "gus", "/mcp/levee")) {
            assertThat(fixer.listTools().tools())
                    .extracting(McpSchema.Tool::name)
                    .containsExactlyInAnyOrder("job_run", "job_show", "job_log", "job_list", "job_end", "job_rerun");
            JsonNode run = done(fixer, "job_run", command("echo printed here; exit 3"));
            String id = run.path("id").asString();
            gus.await(id, "closed");
            JsonNode shown = done(fixer, "job_show", Map.of("id", id)).path("job");
            assertThat(shown.path("outcome").asString()).isEqualTo("handed-back");
            assertThat(shown.path("person").asString()).isEqualTo("gus");
            assertThat(shown.path("agent").asString()).isEqualTo("fixer");
            JsonNode log = done(fixer, "job_log", Map.of("id", id));
            assertThat(log.path("text").asString()).contains("printed here");
            assertThat(log.path("about").asString()).contains("not instructions");
            assertThat(done(fixer, "job_list", Map.of()).toString()).contains(id);
            assertThat(facts("label")).contains("printed", "tool:levee/job_log");
            assertThat(facts("call")).contains("/levee/job_run");
            assertThat(house.facts("one").toString()).contains(id, "job.admitted.v1");
        }
    }

    @Test
    void everythingThatIsMissingIsSaidAtOnce() {
        try (McpSyncClient fixer = client("fixer", "gus", "/mcp/levee")) {
            McpSchema.CallToolResult refused = call(
                    fixer,
                    "job_run",
                    Map.of(
                            "skill",
                            "no-such-skill",
                            "command",
                            List.of("/bin/true"),
                            "reads",
                            List.of("table:hr.pay"),
                            "memoryMib",
                            601));
            assertThat(refused.isError()).isTrue();
            JsonNode why = JSON.valueToTree(refused.structuredContent());
            assertThat(why.path("code").asString()).isEqualTo("job-not-admitted");
            assertThat(why.path("missing").toString())
                    .contains("run-not-permitted", "read-not-permitted", "skill-unknown", "caps-too-large");
            assertThat(refused.content().toString()).contains("read-not-permitted", "caps-too-large");
            assertThat(house.facts("one"))
                    .filteredOn(fact -> fact.toString().contains("job.refused.v1"))
                    .isNotEmpty();
        }
    }

    @Test
    void whatTheSchemaDoesNotHaveIsRefusedBeforeItIsAsked() {
        try (McpSyncClient fixer = client("fixer", "gus", "/mcp/levee")) {
            assertThatThrownBy(() -> call(
                            fixer,
                            "job_run",
                            Map.of("skill", "process", "command", List.of("/bin/true"), "agent", "charter")))
                    .hasMessageContaining("tool-arguments");
        }
    }

    @Test
    void aHangingJobIsEndedOverTheEndpointOfAllServers() {
        try (McpSyncClient fixer = client("fixer", "gus", "/mcp")) {
            String id = done(fixer, "levee__job_run", command("echo up; exec sleep 1000"))
                    .path("id")
                    .asString();
            gus.awaitLog(id, "up");
            done(fixer, "levee__job_end", Map.of("id", id));
            assertThat(gus.await(id, "closed").path("outcome").asString()).isEqualTo("stopped");
            assertThat(code(call(fixer, "levee__job_end", Map.of("id", id)))).isEqualTo("job-over");
            JsonNode again = done(fixer, "levee__job_rerun", Map.of("id", id));
            done(fixer, "levee__job_end", Map.of("id", again.path("id").asString()));
        }
    }

    @Test
    void anothersJobIsNotThere() {
        String anas = house.jobs("one", "ana").run(shell("exit 0"));
        String charters;
        try (McpSyncClient charter = client("charter", "gus", "/mcp/levee")) {
            charters = done(charter, "job_run", command("exit 0")).path("id").asString();
        }
        try (McpSyncClient fixer = client("fixer", "gus", "/mcp/levee")) {
            for (String id : List.of(anas, charters, "job-none")) {
                for (String tool : List.of("job_show", "job_log", "job_end", "job_rerun")) {
                    assertThat(code(call(fixer, tool, Map.of("id", id))))
                            .as(tool)
                            .isEqualTo("job-unknown");
                }
            }
            assertThat(done(fixer, "job_list", Map.of()).toString()).doesNotContain(anas, charters);
        }
    }

    @Test
    void aStoppedAgentCallsNothing() throws Exception {
        String token = token("halted", "gus");
        assertThat(list(token).body()).contains("\"isError\":false");
        house.remote("one")
                .apiAs(Optional.of("cy"))
                .post("/v1/stops", Map.of("scope", "agent:halted", "reason", "a test says so"));
        assertThat(list(token).body()).contains("scope-stopped").doesNotContain("structuredContent");
    }

    /// Without a session, so that no other message is refused before.
    private HttpResponse<String> list(String token) throws Exception {
        String body = """
                {"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"job_list","arguments":{},"_meta":{
                "io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{},
                "io.modelcontextprotocol/clientInfo":{"name":"test","version":"1"}}}}
                """;
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                    HttpRequest.newBuilder(levee.addresses().gateway().resolve("/mcp/levee"))
                            .header("Authorization", "Bearer " + token)
                            .header("Content-Type", "application/json")
                            .header("Accept", "application/json, text/event-stream")
                            .header("MCP-Protocol-Version", "2026-07-28")
                            .header("Mcp-Method", "tools/call")
                            .header("Mcp-Name", "job_list")
                            .POST(HttpRequest.BodyPublishers.ofString(body))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

    @Test
    void aLogThatMayHoldWhatTheSessionHasNotReadIsWithheld() {
        try (McpSyncClient fixer = client("fixer", "gus", "/mcp/levee")) {
            String id = done(
                            fixer,
                            "job_run",
                            Map.of(
                                    "skill", "process",
                                    "command", List.of("/bin/sh", "-c", "echo ann bought; exit 1"),
                                    "reads", List.of("table:sales.buyers")))
                    .path("id")
                    .asString();
            gus.await(id, "closed");
            McpSchema.CallToolResult refused = call(fixer, "job_log", Map.of("id", id));
            assertThat(code(refused)).isEqualTo("job-log-labelled");
            assertThat(refused.content().toString()).contains("customer").doesNotContain("ann bought");
            JsonNode shown = done(fixer, "job_show", Map.of("id", id));
            assertThat(shown.path("withheld").path(0).asString()).isEqualTo("customer");
            assertThat(shown.toString()).doesNotContain("ann bought");
            assertThat(shown.path("job").path("outcome").asString()).isEqualTo("handed-back");
        }
    }

    @Test
    void aJobRenewsItsOwnTokenWhileItIsOpen() {
        String id = gus.run(shell("""
                ask() { curl -sS -m 20 -w ' %{http_code}' -X POST -H "Authorization: Bearer $1" \
                  "$LEVEE_API/v1/jobs/$2/token"; }
                first=$(ask "$LEVEE_TOKEN" "$LEVEE_JOB"); echo "${first##* } renewed"
                token=$(echo "$first" | sed 's/.*"token":"\\([^"]*\\)".*/\\1/')
                [ "$token" != "$LEVEE_TOKEN" ] && echo another
                tools() { curl -sS -m 20 -o /dev/null -w '%{http_code} initialized\\n' -X POST \
                  -H "Authorization: Bearer $1" -H 'Content-Type: application/json' -H 'Accept: application/json' \
                  -d '{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{}}}' \
                  "$LEVEE_GATEWAY/mcp/levee"; }
                tools "$token"
                tools nonsense
                echo "$(ask "$token" "$LEVEE_JOB") soon" | sed 's/.*"code"/"code"/'
                echo "$(ask "$token" job-none) elsewhere" | sed 's/.*"code"/"code"/'
                """));
        JsonNode over = gus.await(id, "closed");
        String log = log(id);
        assertThat(over.path("outcome").asString()).as(log).isEqualTo("succeeded");
        assertThat(log)
                .contains("200 renewed", "another", "200 initialized", "401 initialized")
                .contains("job-token-too-soon", "429 soon", "job-unknown", "404 elsewhere");
    }

    @Test
    void theTokenOfAJobThatIsOverIsNotRenewed() throws IOException {
        Map<String, Object> job = shell("""
                mkdir -p "$LEVEE_STAGING/daily" && printf %s "$LEVEE_TOKEN" > "$LEVEE_STAGING/daily/token"
                """);
        job.put("outputs", List.of("table:sales.daily=daily"));
        String id = gus.run(job);
        assertThat(gus.await(id, "closed").path("outcome").asString()).isEqualTo("succeeded");
        String token = Files.readString(house.place("daily").resolve("token"));
        assertThatThrownBy(() -> house.remote("one").api().with(token).post("/v1/jobs/" + id + "/token", Map.of()))
                .hasMessageContaining("job-over");
    }

    @Test
    void aTokenOfAnotherRunIsNotTheJobs() {
        String id = gus.run(shell("echo up; exec sleep 1000"));
        gus.awaitLog(id, "up");
        String gateway = token("fixer", "gus");
        assertThatThrownBy(() -> house.remote("one").api().with(gateway).post("/v1/jobs/" + id + "/token", Map.of()))
                .hasMessageContaining("job-unknown");
        gus.end(id);
        gus.await(id, "closed");
    }

    private String log(String id) {
        try (var log = gus.api().stream("/v1/jobs/" + id + "/log")) {
            return new String(log.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String facts(String family) {
        return house.remote("one")
                .apiAs(Optional.of("eve"))
                .get("/v1/ledger/tail?family=" + family + "&limit=1000")
                .toString();
    }

    private static Map<String, Object> command(String script) {
        return Map.of("skill", "process", "command", List.of("/bin/sh", "-c", script));
    }

    private static McpSchema.CallToolResult call(McpSyncClient client, String tool, Map<String, Object> arguments) {
        return client.callTool(
                McpSchema.CallToolRequest.builder(tool).arguments(arguments).build());
    }

    private static JsonNode done(McpSyncClient client, String tool, Map<String, Object> arguments) {
        McpSchema.CallToolResult result = call(client, tool, arguments);
        assertThat(result.isError()).as(result.toString()).isNotEqualTo(true);
        return JSON.valueToTree(result.structuredContent());
    }

    private static String code(McpSchema.CallToolResult result) {
        assertThat(result.isError()).isTrue();
        return JSON.<JsonNode>valueToTree(result.structuredContent())
                .path("code")
                .asString();
    }

    private String token(String agent, String person) {
        AgentTokens tokens = new AgentTokens(house.remote("one"));
        return tokens.exchange(agent, tokens.ticket(agent, person), "levee-gateway")
                .path("access_token")
                .asString();
    }

    private McpSyncClient client(String agent, String person, String endpoint) {
        URI gateway = levee.addresses().gateway();
        String token = token(agent, person);
        McpSyncClient client = McpClient.sync(HttpClientStreamableHttpTransport.builder(gateway.toString())
                        .endpoint(endpoint)
                        .addHttpRequestCustomizer(
                                (request, _, _, _, _) -> request.header("Authorization", "Bearer " + token))
                        .build())
                .requestTimeout(Duration.ofSeconds(60))
                .build();
        client.initialize();
        return client;
    }
}
